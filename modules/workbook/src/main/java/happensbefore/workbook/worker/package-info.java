/// The JVM that runs a reader's code, and the runner's side of it.
@NullMarked
package happensbefore.workbook.worker;

import org.jspecify.annotations.NullMarked;
