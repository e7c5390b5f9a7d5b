/// `demo`: runs a pattern under load in a JVM of its own, receives its telemetry here, and draws what arrived.
@NullMarked
package happensbefore.workbook.demo;

import org.jspecify.annotations.NullMarked;
