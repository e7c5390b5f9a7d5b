package happensbefore.telemetry.receiver;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The plan in force, and those who hang under it. Thread-safe: one lock guards all, and `changed` is signalled
/// under it whenever someone who hangs may have to go.
final class Faults {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Plan plan = new Plan(FaultPlan.none());

    private static final class Plan {
        final FaultPlan faults;
        long requests;

        Plan(FaultPlan faults) {
            this.faults = faults;
        }
    }

    /// One request's fault, if it has one, and the plan it belongs to.
    record Draw(Optional<Fault> fault, Object plan) {}

    void follow(FaultPlan faults) {
        lock.lock();
        try {
            plan = new Plan(faults);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Draw draw(Signal signal) {
        lock.lock();
        try {
            Optional<Fault> fault =
                    plan.faults.concerns(signal) ? plan.faults.faultOf(plan.requests++) : Optional.empty();
            return new Draw(fault, plan);
        } finally {
            lock.unlock();
        }
    }

    /// Until the plan drawn from is no longer in force, or the client is gone.
    ///
    /// @throws InterruptedException if the receiver is closed
    void hang(Draw drawn, Client client) throws InterruptedException {
        client.whenGone(this::wakeAll);
        lock.lockInterruptibly();
        try {
            while (plan == drawn.plan && !client.isGone()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
