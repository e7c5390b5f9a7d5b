package happensbefore.benchmarks.channels;

/// Runs a workload as a plain program: rounds, and for each one line with the messages moved and the
/// nanoseconds taken.
///
/// In a JVM of its own, so that nothing was compiled or loaded for other implementations. One round comes
/// before the others, to warm up, and is not printed.
public final class WorkloadProgram {
    private WorkloadProgram() {}

    /// @param args workload, implementation, messages, senders, receivers, capacity, `virtual` or
    ///     `platform`, rounds
    public static void main(String[] args) throws Exception {
        Workload workload = Workload.valueOf(args[0]);
        Workload.Size size = new Workload.Size(
                Long.parseLong(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]),
                args[6].equals("virtual"));
        int rounds = Integer.parseInt(args[7]);
        long _ = workload.run(args[1], size);
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            long moved = workload.run(args[1], size);
            System.out.println(moved + " " + (System.nanoTime() - start));
        }
    }
}
