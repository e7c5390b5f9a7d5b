package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What the generated classes write, read without them.
class PartialSuccessTest {
    private static byte[] response(long rejected, String why) {
        return ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(rejected)
                        .setErrorMessage(why))
                .build()
                .toByteArray();
    }

    @Test
    void theNumberIsRead() {
        assertThat(PartialSuccess.rejectedSpans(response(1, ""))).isEqualTo(1);
        assertThat(PartialSuccess.rejectedSpans(response(300, "too old"))).isEqualTo(300);
        assertThat(PartialSuccess.rejectedSpans(response(Long.MAX_VALUE, ""))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aSuccessRejectsNothing() {
        assertThat(PartialSuccess.rejectedSpans(new byte[0])).isZero();
        assertThat(PartialSuccess.rejectedSpans(response(0, "a warning only"))).isZero();
        assertThat(PartialSuccess.rejectedSpans(response(-5, ""))).isZero();
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() {
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(
                        7,
                        UnknownFieldSet.Field.newBuilder()
                                .addFixed32(1)
                                .addFixed64(2)
                                .addVarint(3)
                                .build())
                .build();
        byte[] response = ExportTraceServiceResponse.newBuilder()
                .setUnknownFields(later)
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setUnknownFields(later)
                        .setRejectedSpans(4))
                .build()
                .toByteArray();
        assertThat(PartialSuccess.rejectedSpans(response)).isEqualTo(4);
    }

    @Test
    void whatIsNoSuchMessageRejectsNothing() {
        byte[] whole = response(300, "too old");
        for (int length = 0; length < whole.length; length++) {
            assertThat(PartialSuccess.rejectedSpans(Arrays.copyOf(whole, length)))
                    .as("the first " + length + " bytes")
                    .isZero();
        }
        assertThat(PartialSuccess.rejectedSpans("{\"partialSuccess\":{}}".getBytes(StandardCharsets.UTF_8)))
                .isZero();
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) -1);
        assertThat(PartialSuccess.rejectedSpans(endless)).isZero();
    }
}
