package io.s3dl.store.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on the loopback that keeps what it is asked and answers what it is told. */
final class RequestRecorder implements Closeable {

  /**
   * A request.
   *
   * @param uri as it was sent
   */
  record Sent(String method, String uri, Headers headers, String body) {
    String header(String name) {
      return headers.getFirst(name);
    }
  }

  private record Answer(int status, String body, List<String> header) {}

  private final HttpServer server;
  private final List<Sent> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  private final Map<String, Answer> places = new ConcurrentHashMap<>();

  RequestRecorder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers one of the next requests so; those beyond are answered 200 without a body. */
  RequestRecorder answer(int status, String body, String... header) {
    answers.add(new Answer(status, body, List.of(header)));
    return this;
  }

  /** Answers all requests for a path so. */
  RequestRecorder answerAt(String path, int status, String body) {
    places.put(path, new Answer(status, body, List.of()));
    return this;
  }

  List<Sent> requests() {
    return requests;
  }

  Sent last() {
    return requests.get(requests.size() - 1);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
      requests.add(
          new Sent(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              body));
      Answer answer = places.get(exchange.getRequestURI().getPath());
      if (answer == null) {
        answer = answers.poll();
      }
      if (answer == null) {
        answer = new Answer(200, "", List.of());
      }
      for (int i = 0; i < answer.header.size(); i += 2) {
        exchange.getResponseHeaders().set(answer.header.get(i), answer.header.get(i + 1));
      }
      byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
