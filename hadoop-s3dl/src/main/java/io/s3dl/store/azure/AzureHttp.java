package io.s3dl.store.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.util.Configuration;
import io.s3dl.store.ConnectionOptions;
import io.s3dl.store.ProxyOptions;
import io.s3dl.store.TrustedAuthorities;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** How HTTP is spoken: the one place that knows which library does. */
final class AzureHttp implements Closeable {

  private final OkHttpClient library;
  private final HttpClient client;

  /** What each thread has sent last, as long as its answer is wanted. */
  private final Map<Thread, WeakReference<Call>> sent;

  private AzureHttp(OkHttpClient library, Map<Thread, WeakReference<Call>> sent) {
    this.library = library;
    this.client = adapted(library);
    this.sent = sent;
  }

  /** The adapter would have times and proxies of its own instead of those that are configured. */
  private static HttpClient adapted(OkHttpClient library) {
    return new OkHttpAsyncHttpClientBuilder(library)
        .connectionTimeout(Duration.ofMillis(library.connectTimeoutMillis()))
        .readTimeout(Duration.ofMillis(library.readTimeoutMillis()))
        .writeTimeout(Duration.ofMillis(library.writeTimeoutMillis()))
        .responseTimeout(Duration.ZERO)
        .configuration(Configuration.NONE)
        .build();
  }

  /**
   * Connects to nothing yet.
   *
   * @throws IOException if the file of certificates cannot be read
   */
  static AzureHttp open(ConnectionOptions options) throws IOException {
    Map<Thread, WeakReference<Call>> sent = Collections.synchronizedMap(new WeakHashMap<>());
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(options.max());
    dispatcher.setMaxRequestsPerHost(options.max());
    ConnectionPool idle =
        new ConnectionPool(
            options.max(), Math.max(1, options.idle().toMillis()), TimeUnit.MILLISECONDS);
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .socketFactory(new PromptSockets())
            .connectionPool(idle)
            .connectTimeout(options.connectTimeout())
            .readTimeout(options.socketTimeout())
            .writeTimeout(options.socketTimeout())
            .callTimeout(options.callTimeout())
            // Requests are sent again in one place, and counted there.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .addInterceptor(
                chain -> {
                  sent.put(Thread.currentThread(), new WeakReference<>(chain.call()));
                  try {
                    return chain.proceed(chain.request());
                  } catch (IOException e) {
                    // The store may have closed all that were idle; one failure is enough to know.
                    idle.evictAll();
                    throw e;
                  }
                });
    if (options.caFile().isPresent()) {
      trust(builder, options);
    }
    options.proxy().ifPresent(proxy -> proxy(builder, proxy));
    return new AzureHttp(builder.build(), sent);
  }

  private static void trust(OkHttpClient.Builder builder, ConnectionOptions options)
      throws IOException {
    TrustManager[] managers =
        TrustedAuthorities.in(options.caFile().orElseThrow(), "fs.s3dl.azure.tls.ca.file");
    builder.sslSocketFactory(TrustedAuthorities.sockets(managers), (X509TrustManager) managers[0]);
  }

  /** Makes sockets that trust whom requests trust. */
  static SSLSocketFactory sockets(ConnectionOptions options) throws IOException {
    return TrustedAuthorities.sockets(
        options.caFile().isPresent()
            ? TrustedAuthorities.in(options.caFile().get(), "fs.s3dl.azure.tls.ca.file")
            : null);
  }

  private static void proxy(OkHttpClient.Builder builder, ProxyOptions options) {
    builder.proxySelector(new Selector(options));
    if (options.user().isPresent()) {
      String proof =
          Credentials.basic(options.user().get(), options.password().orElseThrow().reveal());
      builder.proxyAuthenticator(
          (route, answer) ->
              answer.request().header("Proxy-Authorization") != null
                  ? null // it was not believed
                  : answer.request().newBuilder().header("Proxy-Authorization", proof).build());
    }
  }

  /** The client; closed with this. */
  HttpClient client() {
    return client;
  }

  /** Ends what this thread has sent last, whichever thread asks for it and however far it is. */
  Runnable ender() {
    WeakReference<Call> last = sent.get(Thread.currentThread());
    Call call = last == null ? null : last.get();
    return call == null ? () -> {} : call::cancel;
  }

  @Override
  public void close() {
    library.dispatcher().cancelAll();
    library.dispatcher().executorService().shutdown();
    library.connectionPool().evictAll();
  }

  /** The proxy, but for hosts that are reached without it. */
  private static final class Selector extends ProxySelector {
    private final ProxyOptions options;

    Selector(ProxyOptions options) {
      this.options = options;
    }

    @Override
    public List<Proxy> select(URI uri) {
      boolean direct =
          options.directHosts().stream()
              .map(host -> host.replace(".", "\\.").replace("*", ".*"))
              .anyMatch(uri.getHost()::matches);
      return List.of(
          direct
              ? Proxy.NO_PROXY
              : new Proxy(
                  Proxy.Type.HTTP,
                  InetSocketAddress.createUnresolved(options.host(), options.port())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // Said by the request.
    }
  }
}
