package happensbefore.workbook.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.Rung;
import org.jspecify.annotations.Nullable;

/// What a worker tells the runner.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reply.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Reply.Loading.class, name = "loading"),
    @JsonSubTypes.Type(value = Reply.Started.class, name = "started"),
    @JsonSubTypes.Type(value = Reply.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Reply.Finished.class, name = "finished")
})
public sealed interface Reply {
    /// Warm, and waiting for a request.
    record Ready() implements Reply {}

    /// Loading what the next rung needs; the rung has not begun, and its time does not run.
    record Loading() implements Reply {}

    record Started(Rung rung) implements Reply {}

    /// @param finding what is wrong, or null when the rung passed
    record Ended(
            Rung rung,
            long spentMillis,
            String note,
            @Nullable Finding finding) implements Reply {}

    /// The climb is over.
    ///
    /// @param clean nothing of it is left running, so that another exercise may use this JVM
    record Finished(boolean clean) implements Reply {}
}
