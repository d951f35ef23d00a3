package dev.aerie.operator.autoscale.simulation;

import java.util.Random;

/** Days of a cluster, minute by minute; the same in each run. */
enum Day implements Load24 {
  /** The same load all day. */
  STEADY {
    @Override
    public double work(int minute, Random random) {
      return 1.1;
    }
  },
  /** Low at night, four times as much in the afternoon. */
  WAVE {
    @Override
    public double work(int minute, Random random) {
      return 1.5 - 1.1 * Math.cos(2 * Math.PI * (minute - 180) / MINUTES);
    }
  },
  /** Twenty minutes at noon bring five times the load within three minutes. */
  SPIKE {
    @Override
    public double work(int minute, Random random) {
      double rise = Math.clamp((minute - 720) / 3.0, 0, 1);
      double fall = Math.clamp((743 - minute) / 3.0, 0, 1);
      return 0.5 + 2.0 * Math.min(rise, fall);
    }
  },
  /** Data grows to six times of what it was. */
  GROWTH {
    @Override
    public double work(int minute, Random random) {
      return 0.8;
    }

    @Override
    public double data(int minute) {
      return 0.6 + 3.0 * minute / MINUTES;
    }
  },
  /** Every minute is up to a third off. */
  NOISE {
    @Override
    public double work(int minute, Random random) {
      return 1.2 * (1 + (random.nextDouble() * 2 - 1) / 3);
    }
  },
  /** The wave, and nothing is measured from eight to eleven. */
  MISSING {
    @Override
    public double work(int minute, Random random) {
      return WAVE.work(minute, random);
    }

    @Override
    public boolean isMeasured(int minute) {
      return minute < 480 || minute >= 660;
    }
  };

  static final int MINUTES = 24 * 60;

  @Override
  public double data(int minute) {
    return 0.6;
  }

  @Override
  public boolean isMeasured(int minute) {
    return true;
  }
}
