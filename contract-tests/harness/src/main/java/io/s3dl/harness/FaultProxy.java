package io.s3dl.harness;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.traffic.ChannelTrafficShapingHandler;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * A proxy on loopback before a server that speaks HTTP. It passes on what comes, the header Host
 * included, so that signatures hold; counts it in a {@link RequestLog}; and breaks what a {@link
 * FaultPlan} says. Each connection of a client has one of its own to the server.
 */
public final class FaultProxy implements AutoCloseable {

  /** How often the bandwidth is looked at; the shorter, the smoother. */
  private static final long SHAPING_MILLIS = 100;

  private final NioEventLoopGroup threads = new NioEventLoopGroup(2);
  private final FaultPlan plan = new FaultPlan();
  private final RequestLog log = new RequestLog();
  private final Channel listener;

  private FaultProxy(URI target, long bytesEach, long bytesInAll) throws InterruptedException {
    InetSocketAddress server = new InetSocketAddress(target.getHost(), target.getPort());
    GlobalTrafficShapingHandler all =
        bytesInAll > 0
            ? new GlobalTrafficShapingHandler(threads, bytesInAll, bytesInAll, SHAPING_MILLIS)
            : null;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (all != null) {
                      channel.pipeline().addLast(all);
                    }
                    if (bytesEach > 0) {
                      channel
                          .pipeline()
                          .addLast(
                              new ChannelTrafficShapingHandler(
                                  bytesEach, bytesEach, SHAPING_MILLIS));
                    }
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(), new ClientSide(server, plan, log));
                  }
                });
    try {
      listener = bootstrap.bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
    } catch (InterruptedException | RuntimeException e) {
      threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
      throw e;
    }
  }

  /** Starts one on a free port. */
  public static FaultProxy before(URI target) throws InterruptedException {
    return new FaultProxy(target, 0, 0);
  }

  /**
   * Starts one with little bandwidth.
   *
   * @param bytesEach a second, for each connection and direction; 0 for no bound
   * @param bytesInAll a second, for all connections together and each direction; 0 for no bound
   */
  public static FaultProxy before(URI target, long bytesEach, long bytesInAll)
      throws InterruptedException {
    return new FaultProxy(target, bytesEach, bytesInAll);
  }

  /** Where clients find it. */
  public URI endpoint() {
    return URI.create(
        "http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort());
  }

  /** What goes wrong. */
  public FaultPlan plan() {
    return plan;
  }

  /** What came through. */
  public RequestLog log() {
    return log;
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
