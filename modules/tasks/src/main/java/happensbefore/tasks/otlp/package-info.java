/// The task patterns at work on exports, with every hand-over of context, as spans and metrics.
@NullMarked
package happensbefore.tasks.otlp;

import org.jspecify.annotations.NullMarked;
