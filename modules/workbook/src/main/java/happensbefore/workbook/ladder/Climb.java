package happensbefore.workbook.ladder;

import happensbefore.workbook.catalog.Exercise;
import java.nio.file.Path;

/// One variant of an exercise to be judged among many.
///
/// @param sources the directory that holds its `.java` files
/// @param top the last rung to try
public record Climb(Exercise exercise, Path sources, Rung top) {}
