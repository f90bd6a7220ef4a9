import { BlockList, isIP } from 'node:net'

/** Addresses that are not on the public internet (https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-). */
const local = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  local.addSubnet(net, bits, 'ipv4')

/** What is routed on the internet is 2000::/3, without the parts that lead into IPv4 or are for documentation. */
const publicIpv6 = new BlockList()
publicIpv6.addSubnet('2000::', 3, 'ipv6')
const notPublic = new BlockList()
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notPublic.addSubnet(net, bits, 'ipv6')

/** Whether an IP address is this machine's, its network's, or of no host at all. `address`: without brackets. */
export function isLocalAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare) ?? []
  if (mapped !== undefined) return isLocalAddress(mapped)
  if (isIP(bare) === 4) return local.check(bare, 'ipv4')
  if (isIP(bare) === 6) return !publicIpv6.check(bare, 'ipv6') || notPublic.check(bare, 'ipv6')
  return true
}
