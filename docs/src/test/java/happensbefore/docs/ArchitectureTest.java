package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import happensbefore.docs.violating.lockfree.ModelChecksItself;
import happensbefore.docs.violating.lockfree.PlainWithTelemetry;
import happensbefore.docs.violating.lockfree.ReachesForward;
import happensbefore.docs.violating.spanexport.otlp.BuildsAProvider;
import happensbefore.docs.violating.telemetry.KnowsATopic;
import happensbefore.docs.violating.workbook.BuildsTheSdk;
import happensbefore.docs.violating.workbook.UsesTheSdk;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final ArchitectureRules OURS = new ArchitectureRules("happensbefore");
    private static final ArchitectureRules VIOLATED = new ArchitectureRules("happensbefore.docs.violating");

    private static JavaClasses project;

    @BeforeAll
    static void readTheProject() throws IOException {
        List<Path> compiled = new ArrayList<>();
        for (Path module : Project.codeModules()) {
            Path classes = module.resolve("target/classes");
            if (!Project.files(module.resolve("src"), ".java").isEmpty()) {
                assertThat(classes).as("compiled classes").isDirectory();
                compiled.add(classes);
            }
        }
        project = new ClassFileImporter().importPaths(compiled);
    }

    @TestFactory
    Stream<DynamicTest> theArchitectureHolds() {
        List<ArchRule> rules = new ArrayList<>(OURS.noTopicReachesForward(BookTopic.present()));
        rules.add(OURS.plainCodeKnowsNoTelemetry());
        rules.add(OURS.telemetryKnowsNoTopic());
        rules.add(OURS.onlyTelemetryAndSpanExportUseTheSdk());
        rules.add(OURS.onlyTelemetryBuildsAnSdk());
        rules.add(OURS.everythingStandsInOnePackage());
        rules.add(OURS.onlyTestsModelCheck());
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(project)));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void eachRuleCanFail(ArchRule rule, Class<?> offender) {
        JavaClasses violating =
                new ClassFileImporter().importPackages("happensbefore.docs.violating", "happensbefore.docs.stray");
        assertThatThrownBy(() -> rule.check(violating))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(rule.getDescription())
                .hasMessageContaining(offender.getName());
    }

    static List<Object[]> violations() {
        BookTopic lockFree = BookTopic.ALL.get(4);
        return List.of(
                new Object[] {VIOLATED.plainCodeKnowsNoTelemetry(), PlainWithTelemetry.class},
                new Object[] {VIOLATED.noTopicReachesForward(List.of(lockFree)).getFirst(), ReachesForward.class},
                new Object[] {VIOLATED.telemetryKnowsNoTopic(), KnowsATopic.class},
                new Object[] {VIOLATED.onlyTelemetryAndSpanExportUseTheSdk(), UsesTheSdk.class},
                new Object[] {VIOLATED.onlyTelemetryBuildsAnSdk(), BuildsTheSdk.class},
                new Object[] {VIOLATED.onlyTelemetryBuildsAnSdk(), BuildsAProvider.class},
                new Object[] {VIOLATED.everythingStandsInOnePackage(), happensbefore.docs.stray.Outside.class},
                new Object[] {VIOLATED.onlyTestsModelCheck(), ModelChecksItself.class});
    }

    @Test
    void theClassesThatWereReadAreOfJava25() throws IOException {
        try (DataInputStream file = new DataInputStream(Objects.requireNonNull(
                ArchitectureTest.class.getResourceAsStream("violating/lockfree/PlainWithTelemetry.class")))) {
            assertThat(file.readInt()).isEqualTo(0xCAFEBABE);
            assertThat(file.readUnsignedShort()).isZero();
            assertThat(file.readUnsignedShort()).isEqualTo(69);
        }
    }

    @Test
    void noModuleWasLeftOut() throws IOException {
        for (Path module : Project.codeModules()) {
            for (Path source : Project.files(module.resolve("src/main/java/happensbefore"), ".java")) {
                String name = module.resolve("src/main/java")
                        .relativize(source)
                        .toString()
                        .replaceFirst("\\.java$", "")
                        .replace('/', '.');
                boolean aReaders = module.endsWith("exercises");
                if (!aReaders && !name.endsWith("-info") && Files.size(source) > 0) {
                    assertThat(project.contain(name)).as(name).isTrue();
                }
            }
        }
    }
}
