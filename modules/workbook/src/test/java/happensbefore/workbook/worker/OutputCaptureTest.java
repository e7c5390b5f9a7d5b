package happensbefore.workbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OutputCaptureTest {
    @Test
    @Timeout(10)
    void whatTheModelCheckerSaysOnItsOwnIsNotTheReaders() throws InterruptedException {
        assertThat(captured("""
                mine
                [WARN] Failed to get object field offset for field arg$1
                """)).isEqualTo("mine");
    }

    private static String captured(String output) throws InterruptedException {
        OutputCapture capture =
                new OutputCapture(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)), "output");
        capture.join(5_000);
        return capture.text();
    }
}
