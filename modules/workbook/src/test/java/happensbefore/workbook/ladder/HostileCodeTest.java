package happensbefore.workbook.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Exercise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a reader's code does, it is told as what it is, and the ladder lives on.
class HostileCodeTest {
    private static final Exercise PATIENT = Fixture.exercise(Duration.ofSeconds(60), Rung.BEHAVE);
    private static final Exercise HASTY = Fixture.exercise(Duration.ofSeconds(3), Rung.BEHAVE);
    private static final int FIRST_LINE = 7; // of the code given to Fixture.box

    @TempDir
    static Path temp;

    private static Fixture fixture;
    private static LocalLadder ladder;

    @BeforeAll
    static void open() {
        fixture = Fixture.compileIn(temp);
        ladder = new LocalLadder(fixture.command());
    }

    @AfterAll
    static void close() {
        ladder.close();
    }

    @Test
    void anEndlessLoopIsShownWhereItStands() throws InterruptedException {
        Finding finding = finding(HASTY, "while (count >= 0) {} return 0;", FindingKind.TIME_LIMIT);
        assertThat(finding.places().getFirst().line()).isEqualTo(FIRST_LINE);
        assertThat(text(finding)).contains("FixtureBox.increment");
    }

    @Test
    void aThreadThatIgnoresInterruptsHoldsNobody() throws InterruptedException {
        Finding finding = finding(
                HASTY,
                "while (count >= 0) { try { Thread.sleep(1000); } catch (InterruptedException e) { count = 0; } }"
                        + " return 0;",
                FindingKind.TIME_LIMIT);
        assertThat(finding.places().getFirst().line()).isEqualTo(FIRST_LINE);
    }

    @Test
    void aDeadlockOfMonitorsIsACycleByLockAndThread() throws InterruptedException {
        Finding finding = finding(
                PATIENT,
                deadlock(
                        "Object a = new Object(); Object b = new Object();",
                        "synchronized (a) { %s synchronized (b) { count++; } }",
                        "synchronized (b) { %s synchronized (a) { count++; } }"),
                FindingKind.DEADLOCK);
        assertThat(text(finding))
                .contains("\"left\" waits for Object@", "held by \"right\"", "\"right\" waits for Object@");
        assertThat(finding.places()).hasSize(2).allMatch(place -> place.file().equals(Fixture.EDIT));
    }

    @Test
    void aDeadlockOfReentrantLocksIsACycleByLockAndThread() throws InterruptedException {
        String lock = "var %s = new java.util.concurrent.locks.ReentrantLock();";
        Finding finding = finding(
                PATIENT,
                deadlock(lock.formatted("a") + lock.formatted("b"), "a.lock(); %s b.lock();", "b.lock(); %s a.lock();"),
                FindingKind.DEADLOCK);
        assertThat(text(finding)).contains("\"left\" waits for ReentrantLock@", "held by \"right\"");
    }

    private static String deadlock(String locks, String left, String right) {
        String meet = "met.countDown(); try { met.await(); } catch (InterruptedException e) { return; }";
        return "%s var met = new java.util.concurrent.CountDownLatch(2);".formatted(locks)
                + " Thread left = new Thread(() -> { %s }, \"left\");".formatted(left.formatted(meet))
                + " Thread right = new Thread(() -> { %s }, \"right\");".formatted(right.formatted(meet))
                + " left.start(); right.start();"
                + " try { left.join(); right.join(); } catch (InterruptedException e) {} return count;";
    }

    @Test
    void anExitIsShownAtTheLineThatCallsIt() throws InterruptedException {
        Finding finding = finding(PATIENT, "System.exit(0); return 0;", FindingKind.SYSTEM_EXIT);
        assertThat(finding.places().getFirst().line()).isEqualTo(FIRST_LINE);
    }

    @Test
    void aHaltIsToldWithItsExitCode() throws InterruptedException {
        Finding finding = finding(PATIENT, "Runtime.getRuntime().halt(42); return 0;", FindingKind.JVM_DIED);
        assertThat(finding.headline()).contains("exit code 42");
    }

    /// Such a JVM ends with 1, as one does whose `main` has thrown.
    @Test
    void aCrashOfTheJvmIsToldAsOneWithItsReport() throws InterruptedException {
        Finding finding = finding(
                PATIENT,
                "try { var field = sun.misc.Unsafe.class.getDeclaredField(\"theUnsafe\"); field.setAccessible(true);"
                        + " ((sun.misc.Unsafe) field.get(null)).putInt(0L, 1); }"
                        + " catch (ReflectiveOperationException e) {} return 0;",
                FindingKind.JVM_DIED);
        assertThat(finding.headline()).isEqualTo("The JVM crashed: SIGSEGV (0xb)");
        assertThat(text(finding)).contains("FixtureBox.increment").doesNotContain("Registers");
    }

    @Test
    void aFaultOfTheWatchItselfIsNotTakenForAVerdict() throws InterruptedException {
        Finding finding = finding(
                PATIENT,
                "for (Thread t : Thread.getAllStackTraces().keySet()) { if (t.getName().equals(\"main\")) t.interrupt(); }"
                        + " try { Thread.sleep(60_000); } catch (InterruptedException e) {} return ++count;",
                FindingKind.CHECK_FAILED);
        assertThat(finding.headline()).isEqualTo("The check itself failed: java.lang.InterruptedException");
    }

    @Test
    void aStackOverflowIsToldAsOne() throws InterruptedException {
        Finding finding = finding(PATIENT, "return increment();", FindingKind.STACK_OVERFLOW);
        assertThat(finding.places().getFirst().line()).isEqualTo(FIRST_LINE);
    }

    @Test
    void aFullHeapIsToldAsOne() throws InterruptedException {
        String fill = "var all = new java.util.ArrayList<long[]>(); while (true) { all.add(new long[1 << 16]); }";
        finding(PATIENT, fill, FindingKind.OUT_OF_MEMORY);
        finding(
                PATIENT,
                "Thread t = new Thread(() -> { %s }); t.start();".formatted(fill)
                        + " try { t.join(); } catch (InterruptedException e) {} return ++count;",
                FindingKind.OUT_OF_MEMORY);
    }

    @Test
    void aFloodOfOutputIsCutAndCounted() throws InterruptedException {
        Finding finding = finding(
                PATIENT,
                "for (int i = 0; i < 200_000; i++) System.out.println(\"output \" + i); return 0;",
                FindingKind.TEST_FAILED);
        assertThat(text(finding)).contains("output 1\n", "more bytes of output left out");
        assertThat(text(finding).length()).isLessThan(100_000);
    }

    @Test
    void threadsLeftBehindAreNamed() throws InterruptedException {
        String waits =
                "() -> { try { Thread.sleep(java.time.Duration.ofDays(1)); } catch (InterruptedException e) {} }";
        Finding left = finding(
                PATIENT,
                "if (count == 0) { new Thread(%s, \"forgotten\").start();".formatted(waits)
                        + " Thread t = new Thread(%s, \"forgotten daemon\"); t.setDaemon(true); t.start(); }"
                                .formatted(waits)
                        + " return ++count;",
                FindingKind.THREADS_LEFT);
        assertThat(left.headline()).contains("\"forgotten\"", "\"forgotten daemon\" (daemon)");
        assertThat(left.places()).isNotEmpty();

        Finding borrowed = finding(
                PATIENT,
                "if (count == 0) new Thread(%s, \"OkHttp TaskRunner\").start(); return ++count;".formatted(waits),
                FindingKind.THREADS_LEFT);
        assertThat(borrowed.headline()).contains("\"OkHttp TaskRunner\"");

        Finding pooled = finding(
                PATIENT,
                "if (count == 0) java.util.concurrent.Executors.newFixedThreadPool(1).execute(() -> {});"
                        + " return ++count;",
                FindingKind.THREADS_LEFT);
        assertThat(pooled.headline()).contains("pool-");

        for (String factory : List.of(
                "task -> new Thread(task, \"OkHttp TaskRunner\")",
                "Thread.ofPlatform().daemon().name(\"junit-jupiter-timeout-watcher\").factory()")) {
            Finding disguised = finding(
                    PATIENT,
                    "if (count == 0) java.util.concurrent.Executors.newFixedThreadPool(1, %s).execute(() -> {});"
                                    .formatted(factory)
                            + " return ++count;",
                    FindingKind.THREADS_LEFT);
            assertThat(disguised.headline())
                    .containsAnyOf("\"OkHttp TaskRunner\"", "\"junit-jupiter-timeout-watcher\"");
        }
        finding(
                PATIENT,
                "if (count == 0) new java.util.concurrent.ForkJoinPool(1).submit(() -> {}).join(); return ++count;",
                FindingKind.THREADS_LEFT);

        Finding virtual = finding(
                PATIENT,
                "if (count == 0) Thread.ofVirtual().name(\"forgotten virtual\").start(%s); return ++count;"
                        .formatted(waits),
                FindingKind.THREADS_LEFT);
        assertThat(virtual.headline()).contains("forgotten virtual\" (virtual)");
    }

    private static Finding finding(Exercise exercise, String increment, FindingKind kind) throws InterruptedException {
        Verdict verdict =
                ladder.climb(exercise, fixture.sources(Fixture.box(increment)), Rung.SPEED, Ladder.Listener.SILENT);
        return LocalLadderTest.failure(verdict, Rung.BEHAVE, kind);
    }

    private static String text(Finding finding) {
        return finding.details().stream().map(Detail::text).collect(Collectors.joining("\n"));
    }
}
