package happensbefore.otlpsystem.otlp;

import java.util.function.BooleanSupplier;

/// A gateway's state, in the forms that operators and their tools ask for.
record OperatorViews(BooleanSupplier isReady, Figures figures, StatusPage page, StatusText lines)
        implements AdminServer.Views {
    @Override
    public boolean ready() {
        return isReady.getAsBoolean();
    }

    private String state() {
        return ready() ? "ready" : "ending";
    }

    @Override
    public String metrics() {
        return figures.prometheus();
    }

    @Override
    public String html() {
        return page.html(state());
    }

    @Override
    public String text() {
        return lines.text(state());
    }
}
