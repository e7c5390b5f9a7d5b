/// From a reader's sources to class files, or to what is wrong with them.
@NullMarked
package happensbefore.workbook.compile;

import org.jspecify.annotations.NullMarked;
