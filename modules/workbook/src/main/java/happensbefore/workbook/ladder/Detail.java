package happensbefore.workbook.ladder;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.stream.Collectors;

/// A further block of a finding, under its title, with what must be known to show it well.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Detail.Sentences.class, name = "sentences"),
    @JsonSubTypes.Type(value = Detail.Printed.class, name = "printed"),
    @JsonSubTypes.Type(value = Detail.Drawing.class, name = "drawing"),
    @JsonSubTypes.Type(value = Detail.Stacks.class, name = "stacks")
})
public sealed interface Detail {
    String title();

    /// All of it, as lines.
    String text();

    /// Words of the workbook, which may be broken between words.
    record Sentences(String title, List<String> sentences) implements Detail {
        public Sentences {
            sentences = List.copyOf(sentences);
        }

        @Override
        public String text() {
            return String.join("\n", sentences);
        }
    }

    /// What a program printed, or an assertion's message.
    record Printed(String title, String text) implements Detail {}

    /// A table or a picture made of characters: only of use where its lines fit.
    record Drawing(String title, String text) implements Detail {}

    /// Where threads stand, or the causes of an error.
    record Stacks(String title, List<Stack> stacks) implements Detail {
        public Stacks {
            stacks = List.copyOf(stacks);
        }

        @Override
        public String text() {
            return stacks.stream().map(Stack::text).collect(Collectors.joining("\n"));
        }
    }

    /// @param heading the thread and its state, or the error
    /// @param frames the innermost first
    record Stack(String heading, List<Frame> frames) {
        public Stack {
            frames = List.copyOf(frames);
        }

        String text() {
            return frames.stream().map(frame -> "\n    at " + frame.at()).collect(Collectors.joining("", heading, ""));
        }
    }

    /// @param at class, method, file and line: `FixtureBox.get(FixtureBox.java:12)`
    record Frame(String at, Whose whose) {}

    /// Whose code a frame is in.
    enum Whose {
        READER,
        TEST,
        LIBRARY
    }
}
