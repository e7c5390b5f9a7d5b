package happensbefore.pipelines;

/// Who does a stage's work, and how many items it can be busy with at once.
public sealed interface Workers {
    /// From 1.
    int count();

    /// Virtual threads of the run: for steps that wait, for a backend or a disk.
    record Virtual(int count) implements Workers {
        public Virtual {
            check(count);
        }
    }

    /// Platform threads of the run: for steps that compute, which would keep virtual threads' carriers from
    /// others.
    record Platform(int count) implements Workers {
        public Platform {
            check(count);
        }
    }

    /// A pool for computing, shared with whoever else computes there: however many stages and pipelines use it,
    /// no more threads compute than it has. Each worker hands its items to it and waits.
    record OnPool(CpuPool pool, int count) implements Workers {
        public OnPool {
            check(count);
        }
    }

    static Workers virtual(int count) {
        return new Virtual(count);
    }

    static Workers platform(int count) {
        return new Platform(count);
    }

    /// With as many workers as the pool has threads.
    static Workers on(CpuPool pool) {
        return new OnPool(pool, pool.threads());
    }

    static Workers on(CpuPool pool, int count) {
        return new OnPool(pool, count);
    }

    private static void check(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a stage needs at least one worker, but was given " + count);
        }
    }
}
