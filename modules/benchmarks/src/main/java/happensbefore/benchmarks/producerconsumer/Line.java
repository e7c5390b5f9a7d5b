package happensbefore.benchmarks.producerconsumer;

/// A hand-over under comparison, with its consumers running.
interface Line extends AutoCloseable {
    int CAPACITY = 1024;

    /// One producer's end.
    interface Put {
        void put(Tick tick) throws InterruptedException;
    }

    /// A new producer's end, for one thread.
    Put producer();

    /// Ends the consumers. No producer is active.
    @Override
    void close();
}
