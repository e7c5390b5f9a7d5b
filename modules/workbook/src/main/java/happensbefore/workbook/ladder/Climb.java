package happensbefore.workbook.ladder;

import happensbefore.workbook.catalog.Exercise;
import java.nio.file.Path;

/// One variant of an exercise to be judged among many.
///
/// @param sources the directory that holds its `.java` files
/// @param top the last rung to try
/// @param sampling how long the memory-model rung looks for a forbidden outcome
public record Climb(Exercise exercise, Path sources, Rung top, Sampling sampling) {}
