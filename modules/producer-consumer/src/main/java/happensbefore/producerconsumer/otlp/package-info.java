/// The producer-consumer patterns at work: each item carries its context, and the hand-over reports itself.
@NullMarked
package happensbefore.producerconsumer.otlp;

import org.jspecify.annotations.NullMarked;
