/// Stages that work at the same time, each on what the one before it has done: bounded in between, and ended as
/// one.
@NullMarked
package happensbefore.pipelines;

import org.jspecify.annotations.NullMarked;
