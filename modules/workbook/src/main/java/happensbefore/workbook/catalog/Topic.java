package happensbefore.workbook.catalog;

import java.util.List;

/// A topic of the book and its exercises, in the order they are to be solved.
///
/// @param id `lock-free`: also the module's and the folder's name
/// @param title as a reader sees it
/// @param chapter path of the chapter from the project's root
public record Topic(String id, String title, String chapter, List<Exercise> exercises) {
    public Topic {
        exercises = List.copyOf(exercises);
    }
}
