/// Pipelines at work: real spans to real OTLP bytes, and a pipeline that shows where its time goes.
@NullMarked
package happensbefore.pipelines.otlp;

import org.jspecify.annotations.NullMarked;
