/// The machine that a measurement ran on, and names that a reader may mistype: shared by `stress` and `bench`.
@NullMarked
package happensbefore.workbook.machine;

import org.jspecify.annotations.NullMarked;
