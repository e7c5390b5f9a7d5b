package happensbefore.workbook.cli;

/// Something the reader can put right. Shown as two sentences: what is wrong, and what to do next.
public final class UserError extends RuntimeException {
    private final String next;

    public UserError(String message, String next) {
        super(message);
        this.next = next;
    }

    public String next() {
        return next;
    }
}
