/// Join, race, time limits and cancellation at work on exports: each subtask is a span under the caller's.
@NullMarked
package happensbefore.selectjoin.otlp;

import org.jspecify.annotations.NullMarked;
