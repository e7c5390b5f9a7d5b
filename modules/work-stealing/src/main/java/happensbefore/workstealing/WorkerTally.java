package happensbefore.workstealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What one worker has done so far. Written by its thread alone, so counting costs a store; read by anyone.
///
/// The numbers stand 128 bytes away from other objects' fields, where HotSpot lays them out as declared.
final class WorkerTally {
    private static final VarHandle RUN = handle("run");
    private static final VarHandle STOLEN = handle("stolen");
    private static final VarHandle LOST = handle("lost");
    private static final VarHandle BATCHES = handle("batches");
    private static final VarHandle PARKS = handle("parks");
    private static final VarHandle BLOCKS = handle("blocks");

    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    private long run;
    private long stolen;
    private long lost;
    private long batches;
    private long parks;
    private long blocks;

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;

    private final boolean on;

    /// @param on whether to count at all
    WorkerTally(boolean on) {
        this.on = on;
    }

    void ran() {
        if (on) {
            RUN.setRelease(this, run + 1); // release: pairs with the acquire in run
        }
    }

    void stole() {
        if (on) {
            STOLEN.setRelease(this, stolen + 1);
        }
    }

    void lostARace() {
        if (on) {
            LOST.setRelease(this, lost + 1);
        }
    }

    void tookABatch() {
        if (on) {
            BATCHES.setRelease(this, batches + 1);
        }
    }

    void parked() {
        if (on) {
            PARKS.setRelease(this, parks + 1);
        }
    }

    void blocked() {
        if (on) {
            BLOCKS.setRelease(this, blocks + 1);
        }
    }

    long run() {
        return (long) RUN.getAcquire(this); // acquire: pairs with the release in ran
    }

    long stolen() {
        return (long) STOLEN.getAcquire(this);
    }

    long lost() {
        return (long) LOST.getAcquire(this);
    }

    long batches() {
        return (long) BATCHES.getAcquire(this);
    }

    long parks() {
        return (long) PARKS.getAcquire(this);
    }

    long blocks() {
        return (long) BLOCKS.getAcquire(this);
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(WorkerTally.class, field, long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
