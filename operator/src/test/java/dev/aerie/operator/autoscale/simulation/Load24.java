package dev.aerie.operator.autoscale.simulation;

import java.util.Optional;
import java.util.Random;

/** What a cluster has to do on a day, minute by minute. */
interface Load24 {

  /** Work of a minute, in pods that would be fully busy with it. */
  double work(int minute, Random random);

  /** Data at a minute, in units whose memory would be full of it. */
  double data(int minute);

  /** Whether there are figures of a minute. */
  boolean isMeasured(int minute);

  /** A figure, if there are figures of the minute. */
  default Optional<Double> measured(int minute, double figure) {
    return isMeasured(minute) ? Optional.of(Math.min(1, figure)) : Optional.empty();
  }
}
