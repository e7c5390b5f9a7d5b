package happensbefore.selectjoin;

/// What the failure of one task means for the others.
enum OnFailure {
    GO_ON,
    CANCEL
}
