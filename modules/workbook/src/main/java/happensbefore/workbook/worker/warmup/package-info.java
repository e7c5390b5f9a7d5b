/// A test for a new worker to run once before it is needed.
@NullMarked
package happensbefore.workbook.worker.warmup;

import org.jspecify.annotations.NullMarked;
