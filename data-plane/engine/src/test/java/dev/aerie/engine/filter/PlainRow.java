package dev.aerie.engine.filter;

import java.util.Random;

/**
 * A row as a plain evaluator sees it.
 *
 * @param price may be null
 * @param size the number at {@code info["size"]}; null where there is none
 */
record PlainRow(long id, Double price, String name, Long size) {
  static PlainRow random(Random random) {
    return new PlainRow(
        random.nextInt(10),
        random.nextInt(4) == 0 ? null : random.nextInt(10) / 2.0,
        "n" + random.nextInt(5),
        random.nextInt(3) == 0 ? null : (long) random.nextInt(6));
  }

  String info() {
    return size == null ? "{\"other\": [1, {\"size\": 2}]}" : "{\"x\": {}, \"size\": " + size + "}";
  }
}
