package happensbefore.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The threads of one model-checked run. An error in any of them comes out of [#joinAll].
///
/// Used by one thread: the one that runs the block.
public final class Crew {
    /// Code that may throw.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    private static final class Member {
        final Thread thread;
        volatile @Nullable Throwable error; // written by the thread, read after its join

        Member(String name, Work work) {
            this.thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } catch (Throwable e) {
                            error = e;
                        }
                    },
                    name);
        }
    }

    private final List<Member> members = new ArrayList<>();

    Crew() {}

    public void start(String name, Work work) {
        Member member = new Member(name, work);
        members.add(member);
        member.thread.start();
    }

    /// Waits for every thread started so far and rethrows the first error, the others suppressed.
    public void joinAll() {
        for (Member member : members) {
            try {
                member.thread.join(); // a plain call: the model checker does not see through `thread::join`
            } catch (InterruptedException e) {
                throw Crew.<RuntimeException>sneaky(e);
            }
        }
        Throwable first = null;
        for (Member member : members) {
            if (member.error == null) {
                continue;
            }
            if (first == null) {
                first = member.error;
            } else if (first != member.error) {
                first.addSuppressed(member.error);
            }
        }
        members.clear();
        if (first != null) {
            throw Crew.<RuntimeException>sneaky(first);
        }
    }

    static void unchecked(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            throw Crew.<RuntimeException>sneaky(e);
        }
    }

    @SuppressWarnings("unchecked") // the cast is erased: the throwable goes out as it is
    static <E extends Throwable> E sneaky(Throwable e) throws E {
        throw (E) e;
    }
}
