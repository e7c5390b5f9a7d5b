/// `./workbook bench`: our implementations against what a user would pick instead, as ratios with their errors.
@NullMarked
package happensbefore.workbook.bench;

import org.jspecify.annotations.NullMarked;
