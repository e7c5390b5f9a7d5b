package happensbefore.benchmarks;

import happensbefore.benchmarks.Compare.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/// A benchmark class that JMH generated code for, and what its `@Compare` says.
///
/// @param implementations the values of its `implementation` parameter
/// @param fixedThreads how many threads its annotations fix, all threads of a group together; 0 when they fix none
/// @param benchmarks how many benchmark methods or groups it has
public record Comparison(
        Class<?> type, Compare compare, List<String> implementations, int fixedThreads, int benchmarks) {
    private static final String PARAMETER = "implementation";

    public Comparison {
        implementations = List.copyOf(implementations);
    }

    /// All comparisons, by class name.
    ///
    /// @throws IllegalStateException when JMH generated nothing, or a class does not say what it compares
    public static List<Comparison> all() {
        Map<String, List<BenchmarkListEntry>> generated = generated();
        List<String> problems = new ArrayList<>();
        List<Comparison> all = new ArrayList<>();
        generated.forEach((name, entries) -> {
            Class<?> type = load(name);
            problems.addAll(problems(type));
            if (problems.isEmpty()) {
                all.add(of(type, entries));
            }
        });
        if (generated.isEmpty()) {
            problems.add("JMH generated no benchmark: its annotation processor did not run");
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
        return all;
    }

    /// The numbers of threads to measure at.
    public List<Integer> threads() {
        if (fixedThreads > 0) {
            return List.of(fixedThreads);
        }
        return compare.threads().length == 0
                ? List.of(1)
                : Arrays.stream(compare.threads()).boxed().toList();
    }

    /// What is wrong with a benchmark class, one sentence each; empty when it compares what it says.
    public static List<String> problems(Class<?> type) {
        @Nullable Compare compare = type.getAnnotation(Compare.class);
        if (compare == null) {
            return List.of(type.getName() + " has no @Compare");
        }
        List<String> values = implementations(type);
        if (values.isEmpty()) {
            return List.of(type.getName() + " has no @Param String " + PARAMETER);
        }
        List<String> problems = new ArrayList<>();
        if (!values.contains(compare.ours())) {
            problems.add("%s: ours, \"%s\", is no value of %s".formatted(type.getName(), compare.ours(), PARAMETER));
        }
        if (compare.against().length == 0) {
            problems.add(type.getName() + " compares with nothing");
        }
        for (Claim claim : compare.against()) {
            if (!values.contains(claim.peer())) {
                problems.add(
                        "%s: the peer \"%s\" is no value of %s".formatted(type.getName(), claim.peer(), PARAMETER));
            }
        }
        return problems;
    }

    private static Comparison of(Class<?> type, List<BenchmarkListEntry> entries) {
        int fixed = entries.stream().mapToInt(Comparison::fixedThreads).max().orElse(0);
        return new Comparison(type, type.getAnnotation(Compare.class), implementations(type), fixed, entries.size());
    }

    private static int fixedThreads(BenchmarkListEntry entry) {
        int group = Arrays.stream(entry.getThreadGroups()).sum();
        return group > 1 ? group : entry.getThreads().orElse(0);
    }

    private static List<String> implementations(Class<?> type) {
        return field(type)
                .map(field -> List.of(field.getAnnotation(Param.class).value()))
                .orElse(List.of());
    }

    private static Optional<Field> field(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getName().equals(PARAMETER) && field.isAnnotationPresent(Param.class))
                .findFirst();
    }

    private static Map<String, List<BenchmarkListEntry>> generated() {
        String resource = BenchmarkList.BENCHMARK_LIST.substring(1);
        try (InputStream list = Comparison.class.getClassLoader().getResourceAsStream(resource)) {
            if (list == null) {
                return Map.of();
            }
            Collection<BenchmarkListEntry> entries = BenchmarkList.readBenchmarkList(list);
            Map<String, List<BenchmarkListEntry>> byClass = new LinkedHashMap<>();
            entries.stream()
                    .sorted()
                    .forEach(entry -> byClass.computeIfAbsent(entry.getUserClassQName(), name -> new ArrayList<>())
                            .add(entry));
            return byClass;
        } catch (IOException e) {
            throw new IllegalStateException("JMH's list of benchmarks cannot be read", e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Comparison.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is in JMH's list but not on the class path", e);
        }
    }
}
