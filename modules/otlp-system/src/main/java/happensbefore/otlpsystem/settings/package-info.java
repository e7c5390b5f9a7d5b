/// What an operator can set, and its YAML.
@NullMarked
package happensbefore.otlpsystem.settings;

import org.jspecify.annotations.NullMarked;
