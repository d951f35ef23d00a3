package dev.aerie.operator.autoscale.simulation;

import java.util.Optional;
import java.util.Random;

/** Days of a cluster, minute by minute; the same in each run. */
enum Day {
  /** The same load all day. */
  STEADY {
    @Override
    double work(int minute, Random random) {
      return 1.1;
    }
  },
  /** Low at night, four times as much in the afternoon. */
  WAVE {
    @Override
    double work(int minute, Random random) {
      return 1.5 - 1.1 * Math.cos(2 * Math.PI * (minute - 180) / MINUTES);
    }
  },
  /** Twenty minutes at noon bring five times the load within three minutes. */
  SPIKE {
    @Override
    double work(int minute, Random random) {
      double rise = Math.clamp((minute - 720) / 3.0, 0, 1);
      double fall = Math.clamp((743 - minute) / 3.0, 0, 1);
      return 0.5 + 2.0 * Math.min(rise, fall);
    }
  },
  /** Data grows to six times of what it was. */
  GROWTH {
    @Override
    double work(int minute, Random random) {
      return 0.8;
    }

    @Override
    double data(int minute) {
      return 0.6 + 3.0 * minute / MINUTES;
    }
  },
  /** Every minute is up to a third off. */
  NOISE {
    @Override
    double work(int minute, Random random) {
      return 1.2 * (1 + (random.nextDouble() * 2 - 1) / 3);
    }
  },
  /** The wave, and nothing is measured from eight to eleven. */
  MISSING {
    @Override
    double work(int minute, Random random) {
      return WAVE.work(minute, random);
    }

    @Override
    boolean isMeasured(int minute) {
      return minute < 480 || minute >= 660;
    }
  };

  static final int MINUTES = 24 * 60;

  /** Work of a minute, in pods that would be fully busy with it. */
  abstract double work(int minute, Random random);

  /** Data at a minute, in units whose memory would be full of it. */
  double data(int minute) {
    return 0.6;
  }

  /** Whether there are figures of a minute. */
  boolean isMeasured(int minute) {
    return true;
  }

  /** A figure, if there are figures of the minute. */
  Optional<Double> measured(int minute, double figure) {
    return isMeasured(minute) ? Optional.of(Math.min(1, figure)) : Optional.empty();
  }
}
