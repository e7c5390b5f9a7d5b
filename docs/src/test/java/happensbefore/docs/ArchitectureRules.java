package happensbefore.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The architecture as rules about what may use what.
///
/// @param root the package that holds all others: ours, or that of the classes that show each rule failing
record ArchitectureRules(String root) {
    /// Telemetry never reaches the plain form of a pattern.
    ArchRule plainCodeKnowsNoTelemetry() {
        return noClasses()
                .that()
                .resideInAnyPackage(within(BookTopic.ALL))
                .and()
                .resideOutsideOfPackage(root + ".*.otlp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..", root + ".telemetry..")
                .as("plain code never touches telemetry");
    }

    /// One rule for each topic: it may use earlier topics, and no tool.
    List<ArchRule> noTopicReachesForward(List<BookTopic> topics) {
        List<ArchRule> rules = new ArrayList<>();
        for (BookTopic topic : topics) {
            List<BookTopic> later = BookTopic.ALL.subList(BookTopic.ALL.indexOf(topic) + 1, BookTopic.ALL.size());
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(root + "." + topic.packageName() + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(
                                    Stream.of(within(later)),
                                    Stream.of("workbook", "benchmarks", "stress", "exercises", "testkit")
                                            .map(tool -> root + "." + tool + ".."))
                            .toArray(String[]::new))
                    .as(topic.id() + " uses no later topic and no tool"));
        }
        return rules;
    }

    ArchRule telemetryKnowsNoTopic() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(within(BookTopic.ALL))
                .as("telemetry serves the topics and uses none");
    }

    /// Span-export implements the SDK's interfaces, and is compared with the SDK's own processor.
    ArchRule onlyTelemetryAndSpanExportUseTheSdk() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root + ".telemetry..", root + ".spanexport.otlp..", root + ".benchmarks.spanexport..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry.sdk..")
                .as("only modules/telemetry and what span-export has at work use the SDK");
    }

    /// A provider of tracers, meters or loggers is an SDK, and so is what builds one.
    ArchRule onlyTelemetryBuildsAnSdk() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".telemetry..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.opentelemetry\\.sdk\\.(.*\\.)?(OpenTelemetrySdk|AutoConfiguredOpenTelemetrySdk|Sdk\\w+Provider)"
                                + "(Builder)?")
                .as("only modules/telemetry builds an SDK");
    }

    ArchRule everythingStandsInOnePackage() {
        return classes().should().resideInAPackage(root + "..").as("every package begins with " + root);
    }

    /// The runner's worker is let in: it tells the model checker's failures from others.
    ArchRule onlyTestsModelCheck() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".testkit..", root + ".exercises..", root + ".workbook.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jetbrains.lincheck..", "org.jetbrains.kotlinx.lincheck..")
                .as("only testkit, tests and the worker use Lincheck");
    }

    private String[] within(List<BookTopic> topics) {
        return topics.stream()
                .map(topic -> root + "." + topic.packageName() + "..")
                .toArray(String[]::new);
    }
}
