package dev.aerie.engine.replica;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.query.DeleteRequest;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The process that {@link CrashRecoveryTest} kills: writes without end and prints each operation
 * before it starts and after it was acknowledged.
 */
final class CrashWriter {
  private CrashWriter() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long seed = Long.parseLong(args[1]);
    Random random = new Random(seed);
    Engine engine =
        TestEngine.open(Path.of(args[0]), c -> c.memtableBytes(200_000).checkpointBytes(400_000));
    for (int i = 0; ; i++) {
      long first = random.nextInt(500);
      long[] ids = LongStream.range(first, first + 1 + random.nextInt(60)).toArray();
      long version = seed * 1_000_000 + i;
      String operation =
          (random.nextInt(4) == 0 ? "D " : "U ") + version + " " + first + " " + ids.length;
      out.println("? " + operation);
      if (operation.startsWith("D")) {
        String keys = LongStream.of(ids).mapToObj(Long::toString).collect(Collectors.joining(","));
        engine.delete(
            DeleteRequest.of(TestEngine.COLLECTION, TestEngine.filter("id in [" + keys + "]")));
      } else {
        TestEngine.upsert(engine, version, ids);
      }
      out.println("! " + operation);
    }
  }
}
