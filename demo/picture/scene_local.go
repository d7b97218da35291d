package main

import "math"

// The pictures of the local paper and of the Arabic one.

func gate(c *canvas) {
	c.gradient(0, 520, 0x101a2e, 0x24304a, 0x59506a)
	c.stars(90, 260)
	c.building(0x1b2231, 0x2a3346, 0xe8b96a, 60, 300, 220, 240)
	c.building(0x1b2231, 0x2a3346, 0xe8b96a, 930, 330, 230, 210)
	c.crane(0x0c111c, 420, 520, 380)
	c.rect(rgb(0x12161f, 1), 0, 520, width, 160)
	for i := range 26 {
		c.rect(rgb(0x46505f, 1), 330+22*float64(i), 400, 5, 160)
	}
	for _, y := range []float64{404, 480, 548} {
		c.rect(rgb(0x46505f, 1), 326, y, 566, 7)
	}
	c.rect(rgb(0x8a8f98, 1), 300, 370, 34, 200)
	c.rect(rgb(0x8a8f98, 1), 884, 370, 34, 200)
	c.rect(rgb(0xc8432f, 1), 520, 430, 170, 64)
	c.rect(rgb(0xf1e7d2, 1), 540, 448, 130, 9)
	c.rect(rgb(0xf1e7d2, 1), 540, 468, 90, 9)
	c.glow(0xff9d3c, 610, 596, 26)
	c.polygon(rgb(0x2a2320, 1), point{572, 590}, point{648, 590}, point{636, 650}, point{584, 650})
	c.polygon(rgb(0xffc65c, 1), point{590, 590}, point{600, 548}, point{611, 572}, point{622, 540}, point{632, 590})
	for i, x := range []float64{430, 480, 535, 690, 742, 800, 380} {
		c.person([]uint32{0x0a0d14, 0x1a1612}[i%2], x, 660+6*float64(i%3), 150)
	}
}

func ferry(c *canvas) {
	c.gradient(0, 420, 0x7fb2cf, 0xbcd9e2, 0xf5e6cf)
	c.glow(0xfff3d6, 960, 150, 40)
	c.hills(rgb(0x7e9c94, 1), 400, 30, 150, 0.2)
	c.hills(rgb(0x5f8278, 1), 420, 18, 90, 2)
	c.rect(rgb(0xf2efe6, 1), 152, 260, 44, 150)
	c.rect(rgb(0xc8432f, 1), 152, 296, 44, 30)
	c.rect(rgb(0xc8432f, 1), 152, 356, 44, 30)
	c.rect(rgb(0x2b3644, 1), 146, 250, 56, 12)
	c.glow(0xffe9a8, 174, 236, 13)
	c.gradient(415, height, 0x5aa0b0, 0x2f6f86, 0x1f5268)
	c.waves(0xeafafa, 425, 670)
	c.polygon(rgb(0xf6f3ea, 1), point{330, 470}, point{960, 470}, point{910, 570}, point{370, 570})
	c.rect(rgb(0x1f5a87, 1), 350, 520, 580, 20)
	c.rect(rgb(0xf6f3ea, 1), 420, 400, 430, 72)
	c.rect(rgb(0xe6e0d0, 1), 480, 350, 250, 52)
	c.rect(rgb(0x1f5a87, 1), 610, 280, 66, 72)
	for i := range 11 {
		c.rect(rgb(0x35536b, 1), 440+36*float64(i), 420, 22, 26)
	}
	for i := range 6 {
		c.rect(rgb(0x35536b, 1), 496+38*float64(i), 364, 24, 20)
	}
	for i := range 9 {
		c.line(rgb(0xffffff, 0.9), 300-34*float64(i), 210+8*math.Sin(float64(i)), 314-34*float64(i), 202, 3)
	}
}

func school(c *canvas) {
	c.gradient(0, 560, 0x9cc4dd, 0xd9e8ea, 0xf7efdd)
	c.clouds(0xffffff, 7, 50, 200)
	c.rect(rgb(0xb5653f, 1), 180, 260, 840, 290)
	c.polygon(rgb(0x5f4a44, 1), point{150, 264}, point{260, 180}, point{940, 180}, point{1050, 264})
	c.rect(rgb(0xb5653f, 1), 540, 140, 120, 130)
	c.polygon(rgb(0x5f4a44, 1), point{520, 144}, point{600, 70}, point{680, 144})
	c.ellipse(rgb(0xf6f0dd, 1), 600, 190, 30, 30)
	c.line(rgb(0x2b2b2b, 1), 600, 190, 600, 170, 4)
	c.line(rgb(0x2b2b2b, 1), 600, 190, 614, 196, 4)
	for i := range 8 {
		x := 215 + 100*float64(i)
		for _, y := range []float64{300, 420} {
			if y == 420 && i > 2 && i < 5 {
				continue
			}
			c.rect(rgb(0xf6f0dd, 1), x, y, 66, 84)
			c.rect(rgb(0x5d87a1, 1), x+6, y+6, 54, 72)
			c.rect(rgb(0xf6f0dd, 1), x+31, y, 4, 84)
		}
	}
	c.rect(rgb(0x3f6b5a, 1), 545, 420, 110, 130)
	c.gradient(548, height, 0x9db37c, 0x7f995f)
	c.polygon(rgb(0xd8cdb4, 1), point{545, 548}, point{655, 548}, point{780, height}, point{420, height})
	for i := range 12 {
		hex := []uint32{0xc8432f, 0x1f5a87, 0xe9a23b, 0x3f6b5a, 0x6a4c93}[i%5]
		c.person(hex, 250+62*float64(i)+20*c.random.Float64(), 600+50*c.random.Float64(), 84+14*c.random.Float64())
	}
	for _, x := range []float64{90, 1110} {
		c.rect(rgb(0x5b4636, 1), x-9, 430, 18, 130)
		c.ellipse(rgb(0x6f9457, 1), x, 390, 74, 92)
	}
}

func dates(c *canvas) {
	c.gradient(0, 480, 0x4f9bc4, 0xa9d2dd, 0xf6e3bb)
	c.glow(0xfff2cc, 930, 170, 48)
	c.hills(rgb(0xd9b27c, 1), 440, 30, 210, 0.5)
	c.hills(rgb(0xc79b63, 1), 480, 22, 150, 2.2)
	c.gradient(520, height, 0xb88a55, 0x94693c)
	for i, x := range []float64{70, 200, 330, 470, 760, 890, 1010, 1130} {
		c.palm([]uint32{0x365c3a, 0x2b4c31}[i%2], x, 560+30*float64(i%3), 300+40*float64(i%2))
		for range 26 {
			c.ellipse(rgb(0x9a4a1f, 1), x+0.12*320+44*(c.random.Float64()-0.5), 560+30*float64(i%3)-280+52*c.random.Float64(), 7, 9)
		}
	}
	for i, x := range []float64{560, 620, 690} {
		c.polygon(rgb(0x7a5230, 1), point{x - 34, 600}, point{x + 34, 600}, point{x + 26, 640}, point{x - 26, 640})
		for j := range 10 {
			c.ellipse(rgb([]uint32{0x8a3d17, 0xb05a24}[(i+j)%2], 1), x-27+6*float64(j), 598-6*math.Sin(math.Pi*float64(j)/9), 8, 8)
		}
	}
	c.person(0xf2ece0, 600, 575, 130)
	c.person(0x35506b, 660, 580, 122)
}

func lantern(c *canvas) {
	c.gradient(0, height, 0x1a1440, 0x3d2462, 0x8a3f6b, 0xd98a5b)
	c.stars(150, 300)
	c.glow(0xfdf3d3, 1010, 110, 40)
	wall := uint32(0x5b3a3f)
	for i, h := range []float64{230, 280, 210, 300, 250, 220} {
		x := 200 * float64(i)
		c.rect(rgb(wall-uint32(i%2)*0x0a0808, 1), x, 590-h, 200, h+90)
		for j := range 3 {
			wx := x + 28 + 56*float64(j)
			c.rect(rgb(0xf6c36a, 1), wx, 590-h+70, 30, 50)
			c.arc(rgb(0xf6c36a, 1), wx+15, 590-h+70, 15, 18, math.Pi)
		}
		c.arc(rgb(0x2c1b2e, 1), x+100, 560, 48, 64, math.Pi)
		c.rect(rgb(0x2c1b2e, 1), x+52, 560, 96, 120)
	}
	c.rect(rgb(0x4a2f3a, 1), 880, 180, 56, 420)
	c.arc(rgb(0x4a2f3a, 1), 908, 180, 28, 46, math.Pi)
	for row := range 3 {
		for i := range 12 {
			x := 60 + 100*float64(i) + 30*float64(row)
			y := 150 + 90*float64(row) + 30*math.Sin(float64(i)/11*math.Pi)
			c.line(rgb(0xf6e3bb, 0.5), x-100, y-26, x, y-26, 1.5)
			hex := []uint32{0xff9d3c, 0xe5484d, 0x5fc9b8, 0xffd166}[(i+row)%4]
			c.glow(hex, x, y, 10)
			c.polygon(rgb(hex, 1), point{x - 13, y - 10}, point{x + 13, y - 10}, point{x + 9, y + 22}, point{x - 9, y + 22})
			c.rect(rgb(0x2c1b2e, 1), x-8, y-22, 16, 12)
		}
	}
	c.rect(rgb(0x24172a, 1), 0, 630, width, 45)
	for i := range 30 {
		c.person([]uint32{0x140c1a, 0x1e1224}[i%2], 20+40*float64(i)+16*c.random.Float64(), 668, 84+14*c.random.Float64())
	}
}

func solar(c *canvas) {
	c.gradient(0, 450, 0x3f8fc4, 0x9fd0e2, 0xf8ecc9)
	c.glow(0xfff6d8, 600, 130, 56)
	c.hills(rgb(0xd8b27a, 1), 380, 40, 230, 1.1)
	c.hills(rgb(0xc99f63, 1), 420, 26, 150, 2.6)
	c.gradient(440, height, 0xd6b27c, 0xb78d56)
	for row := range 5 {
		f := 1 + 0.42*float64(row)
		y := 440 + 46*float64(row)*f*0.72
		for i := range 11 {
			w := 92 * f
			x := 600 + (float64(i)-5.5)*w*1.12
			c.polygon(rgb(0x22406e, 1), point{x, y}, point{x + w, y}, point{x + w + 14*f, y + 34*f}, point{x + 14*f, y + 34*f})
			for k := range 3 {
				g := float64(k+1) / 4
				c.line(rgb(0x7da3d6, 0.8), x+w*g, y, x+w*g+14*f, y+34*f, 1.4)
			}
			c.line(rgb(0x7da3d6, 0.8), x+7*f, y+17*f, x+w+7*f, y+17*f, 1.4)
			c.polygon(rgb(0xffffff, 0.10), point{x, y}, point{x + w*0.5, y}, point{x + w*0.3 + 14*f, y + 34*f}, point{x + 14*f, y + 34*f})
		}
	}
	for _, x := range []float64{90, 1105} {
		c.palm(0x35553a, x, 460, 170)
	}
}
