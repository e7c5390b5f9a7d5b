package happensbefore.workstealing;

/// What a pool has done so far, and what it holds. Each number is of its own moment: they are read one after the other,
/// while the workers go on.
///
/// @param run tasks that were begun, forks included, and have ended
/// @param stolen tasks that a worker took from another one's deque
/// @param lost attempts to steal that came second
/// @param batches how often a worker took tasks from an injector
/// @param parks how often a worker went to sleep, as it found no work
/// @param blocks how often a task slept until another one had ended, and left its worker's place to another
/// @param waitingOutside tasks in the injectors
/// @param waitingInside tasks in the workers' deques
/// @param started threads that were started and have not ended with the pool
/// @param awake threads that are neither asleep nor blocked in a wait for a task
public record PoolCounts(
        long run,
        long stolen,
        long lost,
        long batches,
        long parks,
        long blocks,
        long waitingOutside,
        long waitingInside,
        int started,
        int awake) {
    static PoolCounts of(Worker[] workers, long waitingOutside, int started, int awake) {
        long run = 0;
        long stolen = 0;
        long lost = 0;
        long batches = 0;
        long parks = 0;
        long blocks = 0;
        long waitingInside = 0;
        for (Worker worker : workers) {
            run += worker.tally.run();
            stolen += worker.tally.stolen();
            lost += worker.tally.lost();
            batches += worker.tally.batches();
            parks += worker.tally.parks();
            blocks += worker.tally.blocks();
            waitingInside += worker.deque.size();
        }
        return new PoolCounts(run, stolen, lost, batches, parks, blocks, waitingOutside, waitingInside, started, awake);
    }
}
