/// `./workbook stress`: the jcstress tests at length, in many JVM modes, within a whole budget.
@NullMarked
package happensbefore.workbook.stress;

import org.jspecify.annotations.NullMarked;
