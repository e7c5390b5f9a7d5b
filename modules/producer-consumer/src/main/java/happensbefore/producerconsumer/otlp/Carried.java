package happensbefore.producerconsumer.otlp;

import io.opentelemetry.context.Context;

/// An item on its way, with the context it was put in.
public record Carried<E>(E item, Context context) {}
