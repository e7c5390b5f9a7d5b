package happensbefore.stress.driver;

import happensbefore.stress.driver.StressDriver.Listener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A JVM that runs stress tests and reports on its standard output, one line a result so far and one final line a test.
///
/// Arguments: the tests, joined by commas, the budget of all in milliseconds, jcstress's compile mode, the patience in
/// milliseconds. What the tests print goes to the standard error. The JVM halts at the end: actors that hang do not
/// keep
/// it alive.
public final class StressFork {
    private static final String PROGRESS = "@stress-progress ";
    private static final String FINAL = "@stress-final ";

    private StressFork() {}

    /// A line of the fork's output, understood.
    public record Line(StressResult result, boolean last) {}

    public static void main(String[] args) {
        PrintStream report = System.out;
        System.setOut(System.err);
        int status;
        try {
            status = run(args, report) ? 0 : 1;
        } catch (Throwable e) {
            e.printStackTrace();
            status = 2;
        }
        Runtime.getRuntime().halt(status);
    }

    private static boolean run(String[] args, PrintStream report) throws InterruptedException {
        Listener listener = new Listener() {
            @Override
            public void progressed(StressResult soFar) {
                tell(PROGRESS, soFar);
            }

            @Override
            public void ended(StressResult result) {
                tell(FINAL, result);
            }

            private void tell(String kind, StressResult result) {
                report.println(kind + encode(result));
                report.flush();
            }
        };
        Duration budget = Duration.ofMillis(Long.parseLong(args[1]));
        Duration patience = Duration.ofMillis(Long.parseLong(args[3]));
        return new StressDriver(patience, Integer.parseInt(args[2]))
                .run(List.of(args[0].split(",")), budget, listener)
                .passed();
    }

    private static String encode(StressResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /// What a line of a fork's standard output says; empty for any other line, such as a JVM's warning.
    ///
    /// @throws IOException when the line is a fork's but cannot be read
    public static Optional<Line> decode(String line) throws IOException {
        boolean last = line.startsWith(FINAL);
        if (!last && !line.startsWith(PROGRESS)) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(line.substring(line.indexOf(' ') + 1));
        } catch (IllegalArgumentException e) {
            throw new IOException("A fork's report is cut off", e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(
                    ObjectInputFilter.Config.createFilter("happensbefore.**;org.openjdk.jcstress.**;java.base/*;!*"));
            return Optional.of(new Line((StressResult) in.readObject(), last));
        } catch (ClassNotFoundException e) {
            throw new IOException("A fork reported something unknown", e);
        }
    }
}
