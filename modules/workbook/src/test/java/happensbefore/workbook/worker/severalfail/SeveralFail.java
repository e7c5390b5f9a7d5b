package happensbefore.workbook.worker.severalfail;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// For `TestRungTest`: on each rung several tests fail, the gravest not first. No name that the build would run.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralFail {
    @Test
    @Order(1)
    void plain() {
        throw new AssertionError("a wrong answer");
    }

    @Test
    @Order(2)
    void late() throws TimeoutException {
        throw new TimeoutException("late");
    }

    @Test
    @Order(3)
    void overflows() {
        throw new AssertionError("a deep path", new StackOverflowError());
    }

    @Test
    @Order(1)
    @Tag("interleave")
    void plainBelow() {
        throw new AssertionError("a wrong answer");
    }

    @Test
    @Order(2)
    @Tag("interleave")
    void lateBelow() throws TimeoutException {
        throw new TimeoutException("late");
    }

    @Test
    @Order(1)
    @Tag("telemetry")
    void theCheckItself() {
        throw new IllegalStateException("no fault of the reader's");
    }

    @Test
    @Order(2)
    @Tag("telemetry")
    void oneOfTwo() {
        throw new AssertionError("the first of two");
    }

    @Test
    @Order(3)
    @Tag("telemetry")
    void otherOfTwo() {
        throw new AssertionError("the second of two");
    }
}
