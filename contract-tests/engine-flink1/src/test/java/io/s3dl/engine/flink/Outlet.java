package io.s3dl.engine.flink;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Takes what a running job emits, line by line, as it comes. */
final class Outlet implements Closeable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final ServerSocket server;
  private BufferedReader reader;
  private Socket connection;

  Outlet() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Lets a stream flow here; its elements have their line ends. */
  void attach(DataStream<String> stream) {
    stream
        .writeToSocket(
            server.getInetAddress().getHostAddress(),
            server.getLocalPort(),
            new SimpleStringSchema())
        .setParallelism(1)
        .uid("outlet");
  }

  /** Waits for so many lines. */
  List<String> take(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      String line = reader().readLine();
      if (line == null) {
        throw new EOFException("The job ended after " + lines);
      }
      lines.add(line);
    }
    return lines;
  }

  /** Waits for the end of the job, and returns what came before it. */
  List<String> rest() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = reader().readLine(); line != null; line = reader().readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private BufferedReader reader() throws IOException {
    if (reader == null) {
      connection = server.accept();
      connection.setSoTimeout(PATIENCE_MILLIS);
      reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }
    return reader;
  }

  @Override
  public void close() throws IOException {
    if (connection != null) {
      connection.close();
    }
    server.close();
  }
}
