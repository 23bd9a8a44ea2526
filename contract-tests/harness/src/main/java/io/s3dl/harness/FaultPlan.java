package io.s3dl.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which requests go wrong, and how; to be changed at any time. */
public final class FaultPlan {

  private final List<Rule> rules = new ArrayList<>();
  private Duration latency = Duration.ZERO;

  private static final class Rule {
    final Predicate<Call> which;
    final Fault fault;
    int left;

    Rule(Predicate<Call> which, Fault fault, int left) {
      this.which = which;
      this.fault = fault;
      this.left = left;
    }
  }

  /** Does something to the next so many requests that are of a kind. */
  public synchronized FaultPlan next(int times, Predicate<Call> which, Fault fault) {
    rules.add(new Rule(which, fault, times));
    return this;
  }

  /** Does something to all requests of a kind from now on. */
  public FaultPlan always(Predicate<Call> which, Fault fault) {
    return next(Integer.MAX_VALUE, which, fault);
  }

  /** Delays each request by so much. */
  public synchronized FaultPlan latency(Duration each) {
    latency = each;
    return this;
  }

  /** Takes back all of it. */
  public synchronized void clear() {
    rules.clear();
    latency = Duration.ZERO;
  }

  synchronized Duration latency() {
    return latency;
  }

  /** The first rule that is left for a request; it counts as used. */
  synchronized Optional<Fault> take(Call call) {
    for (Rule rule : rules) {
      if (rule.left > 0 && rule.which.test(call)) {
        rule.left--;
        return Optional.of(rule.fault);
      }
    }
    return Optional.empty();
  }
}
