/// Work stealing at work: spans that tell where a task ran and whose it was, and a pool's own figures as metrics.
@NullMarked
package happensbefore.workstealing.otlp;

import org.jspecify.annotations.NullMarked;
