package dev.aerie.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Queries of a database, as many at once as are sent, each by a connection of its own. */
final class Queries implements AutoCloseable {
  private final String database;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

  Queries(String database) {
    this.database = database;
  }

  /** Sends one and tells how many nanoseconds it took until all rows were there. */
  CompletionStage<Long> send(String sql) {
    return CompletableFuture.supplyAsync(() -> query(sql), threads);
  }

  private long query(String sql) {
    try {
      Connection last = idle.poll();
      Connection connection = last == null ? DriverManager.getConnection(database) : last;
      long start = System.nanoTime();
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          rows.getObject(1);
        }
      }
      long taken = System.nanoTime() - start;
      idle.add(connection);
      return taken;
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " failed", e);
    }
  }

  @Override
  public void close() {
    threads.close();
    for (Connection connection : idle) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException("a connection can't be closed", e);
      }
    }
  }
}
