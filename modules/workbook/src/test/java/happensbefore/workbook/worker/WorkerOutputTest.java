package happensbefore.workbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkerOutputTest {
    @TempDir
    private Path temp;

    @Test
    @Timeout(120)
    void theWorkersOwnJvmSaysNothing() throws Exception {
        WorkerCommand own = WorkerCommand.ofThisProcess(new Workspace(temp));
        WorkerCommand command = new WorkerCommand(own.classPath(), 128, List.of(temp));
        try (WorkerProcess worker = WorkerProcess.start(command, new Start(Jit.QUICK, Start.Warmth.ALL))) {
            worker.awaitReady();
            worker.close();
            worker.output().join(TimeUnit.SECONDS.toMillis(10));

            assertThat(worker.output().text()).isEmpty();
        }
    }
}
