// The Playground listens on every interface of the machine. Loaded before it, this keeps it to the machine itself.
const { Server } = require("node:net");

const listen = Server.prototype.listen;

Server.prototype.listen = function (port, ...rest) {
  const isPort = ["number", "string"].includes(typeof port) && Number.isInteger(Number(port));
  return isPort ? listen.call(this, { port: Number(port), host: "127.0.0.1" }, ...rest) : listen.call(this, port, ...rest);
};
