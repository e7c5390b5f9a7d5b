package happensbefore.workbook.dev;

import happensbefore.workbook.ladder.Climb;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/// Climbs in the worker JVMs that different exercises share.
final class LadderProver implements Prover {
    private final Ladder ladder;

    LadderProver(Ladder ladder) {
        this.ladder = ladder;
    }

    @Override
    public void prove(List<Claim> claims, BiConsumer<Claim, Verdict> verdicts) throws InterruptedException {
        Map<Climb, Claim> byClimb = new HashMap<>();
        claims.forEach(claim -> byClimb.put(climb(claim), claim));
        ladder.climbAll(
                claims.stream().map(LadderProver::climb).toList(),
                (climb, verdict) -> verdicts.accept(Objects.requireNonNull(byClimb.get(climb)), verdict));
    }

    private static Climb climb(Claim claim) {
        return new Climb(claim.exercise(), claim.sources(), claim.top(), claim.sampling());
    }
}
