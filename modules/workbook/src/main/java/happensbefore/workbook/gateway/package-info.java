/// `gateway`: the capstone as a server.
@NullMarked
package happensbefore.workbook.gateway;

import org.jspecify.annotations.NullMarked;
