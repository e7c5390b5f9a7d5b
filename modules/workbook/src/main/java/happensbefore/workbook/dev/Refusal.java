package happensbefore.workbook.dev;

/// Something that an author must change before the exercises count as proved.
///
/// @param where the exercise and the part of it: `hit-counter, bug volatile-only`
/// @param expected what should be
/// @param seen what is
/// @param next what to do about it
public record Refusal(String where, String expected, String seen, String next) {
    @Override
    public String toString() {
        return """
                %s
                  expected: %s
                  seen:     %s
                  next:     %s""".formatted(where, expected, seen, next);
    }
}
