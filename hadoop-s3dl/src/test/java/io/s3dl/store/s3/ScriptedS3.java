package io.s3dl.store.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.rules.ExternalResource;

/**
 * A server that answers request after request as it is told, and notes them. Without an answer
 * left, it answers 500 to whatever comes.
 */
public final class ScriptedS3 extends ExternalResource {

  /** What is answered. */
  public interface Answer {
    void send(HttpExchange exchange) throws IOException;
  }

  /** A request that has come. */
  public record Request(
      String method, String target, Map<String, List<String>> headers, int bodyBytes) {

    /** The first value of a header, or null. */
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse(null);
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  private final ConcurrentLinkedQueue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private ExecutorService threads;
  private HttpServer server;

  @Override
  protected void before() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  @Override
  protected void after() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              body.readAllBytes().length));
      Answer answer = script.poll();
      (answer == null ? error(500, "NothingSaid") : answer).send(exchange);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What will be answered, one after the other. */
  public ScriptedS3 then(Answer... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** An answer with headers, given as names and values in turn, and a body. */
  public static Answer ok(int status, byte[] body, String... headers) {
    return exchange -> {
      set(exchange, headers);
      boolean head = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
      exchange.sendResponseHeaders(status, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    };
  }

  public static Answer xml(int status, String body, String... headers) {
    return ok(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public static Answer error(int status, String code, String... headers) {
    return xml(
        status,
        "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>so</Message></Error>",
        headers);
  }

  /** What a HEAD says of an object. */
  public static Answer head(int size, String etag, String... headers) {
    return exchange -> {
      set(exchange, headers);
      exchange.getResponseHeaders().set("ETag", '"' + etag + '"');
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(size));
      exchange.sendResponseHeaders(200, -1);
    };
  }

  /** The connection ends instead of an answer. */
  public static Answer lost() {
    return HttpExchange::close;
  }

  /** A body that is announced longer than it is. */
  public static Answer broken(int status, int announced, byte[] body, String... headers) {
    return exchange -> {
      set(exchange, headers);
      exchange.sendResponseHeaders(status, announced);
      OutputStream out = exchange.getResponseBody();
      out.write(body);
      out.flush();
    };
  }

  private static void set(HttpExchange exchange, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
  }
}
