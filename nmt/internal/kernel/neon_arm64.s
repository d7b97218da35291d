// Code generated from neon.gas by command gas. DO NOT EDIT.

//go:build arm64 && !noasm

#include "textflag.h"

TEXT ·multiplyDotProduct(SB), NOSPLIT, $0-76
	MOVD dst+0(FP), R0
	MOVD pitch+8(FP), R1
	MOVD rows+16(FP), R2
	MOVD count+24(FP), R3
	MOVD depth+32(FP), R4
	MOVD weights+40(FP), R5
	MOVD start+48(FP), R6
	MOVD scales+56(FP), R7
	MOVD bias+64(FP), R8
	FMOVS floor+72(FP), F31
	WORD $0x4e0407ff // dup v31.4s, v31.s[0]
	WORD $0xd37ef421 // lsl x1, x1, #2
	WORD $0xf100107f // cmp x3, #0x4
	WORD $0x540022eb // b.lt <multiplyDotProduct+0x468>
	WORD $0xad4004c0 // ldp q0, q1, [x6]
	WORD $0xad410cc2 // ldp q2, q3, [x6, #32]
	WORD $0xad4014c4 // ldp q4, q5, [x6]
	WORD $0xad411cc6 // ldp q6, q7, [x6, #32]
	WORD $0xad4024c8 // ldp q8, q9, [x6]
	WORD $0xad412cca // ldp q10, q11, [x6, #32]
	WORD $0xad4034cc // ldp q12, q13, [x6]
	WORD $0xad413cce // ldp q14, q15, [x6, #32]
	WORD $0xaa0503ee // mov x14, x5
	WORD $0xaa0203e9 // mov x9, x2
	WORD $0x8b04012a // add x10, x9, x4
	WORD $0x8b04014b // add x11, x10, x4
	WORD $0x8b04016d // add x13, x11, x4
	WORD $0x8b0401a2 // add x2, x13, x4
	WORD $0xf100408f // subs x15, x4, #0x10
	WORD $0x54000a6b // b.lt <multiplyDotProduct+0x198>
	WORD $0x3cc10530 // ldr q16, [x9], #16
	WORD $0x3cc10551 // ldr q17, [x10], #16
	WORD $0x3cc10572 // ldr q18, [x11], #16
	WORD $0x3cc105b3 // ldr q19, [x13], #16
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4f90e280 // sdot v0.4s, v20.16b, v16.4b[0]
	WORD $0x4f90e2a1 // sdot v1.4s, v21.16b, v16.4b[0]
	WORD $0x4f90e2c2 // sdot v2.4s, v22.16b, v16.4b[0]
	WORD $0x4f90e2e3 // sdot v3.4s, v23.16b, v16.4b[0]
	WORD $0x4f91e284 // sdot v4.4s, v20.16b, v17.4b[0]
	WORD $0x4f91e2a5 // sdot v5.4s, v21.16b, v17.4b[0]
	WORD $0x4f91e2c6 // sdot v6.4s, v22.16b, v17.4b[0]
	WORD $0x4f91e2e7 // sdot v7.4s, v23.16b, v17.4b[0]
	WORD $0x4f92e288 // sdot v8.4s, v20.16b, v18.4b[0]
	WORD $0x4f92e2a9 // sdot v9.4s, v21.16b, v18.4b[0]
	WORD $0x4f92e2ca // sdot v10.4s, v22.16b, v18.4b[0]
	WORD $0x4f92e2eb // sdot v11.4s, v23.16b, v18.4b[0]
	WORD $0x4f93e28c // sdot v12.4s, v20.16b, v19.4b[0]
	WORD $0x4f93e2ad // sdot v13.4s, v21.16b, v19.4b[0]
	WORD $0x4f93e2ce // sdot v14.4s, v22.16b, v19.4b[0]
	WORD $0x4f93e2ef // sdot v15.4s, v23.16b, v19.4b[0]
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4fb0e280 // sdot v0.4s, v20.16b, v16.4b[1]
	WORD $0x4fb0e2a1 // sdot v1.4s, v21.16b, v16.4b[1]
	WORD $0x4fb0e2c2 // sdot v2.4s, v22.16b, v16.4b[1]
	WORD $0x4fb0e2e3 // sdot v3.4s, v23.16b, v16.4b[1]
	WORD $0x4fb1e284 // sdot v4.4s, v20.16b, v17.4b[1]
	WORD $0x4fb1e2a5 // sdot v5.4s, v21.16b, v17.4b[1]
	WORD $0x4fb1e2c6 // sdot v6.4s, v22.16b, v17.4b[1]
	WORD $0x4fb1e2e7 // sdot v7.4s, v23.16b, v17.4b[1]
	WORD $0x4fb2e288 // sdot v8.4s, v20.16b, v18.4b[1]
	WORD $0x4fb2e2a9 // sdot v9.4s, v21.16b, v18.4b[1]
	WORD $0x4fb2e2ca // sdot v10.4s, v22.16b, v18.4b[1]
	WORD $0x4fb2e2eb // sdot v11.4s, v23.16b, v18.4b[1]
	WORD $0x4fb3e28c // sdot v12.4s, v20.16b, v19.4b[1]
	WORD $0x4fb3e2ad // sdot v13.4s, v21.16b, v19.4b[1]
	WORD $0x4fb3e2ce // sdot v14.4s, v22.16b, v19.4b[1]
	WORD $0x4fb3e2ef // sdot v15.4s, v23.16b, v19.4b[1]
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4f90ea80 // sdot v0.4s, v20.16b, v16.4b[2]
	WORD $0x4f90eaa1 // sdot v1.4s, v21.16b, v16.4b[2]
	WORD $0x4f90eac2 // sdot v2.4s, v22.16b, v16.4b[2]
	WORD $0x4f90eae3 // sdot v3.4s, v23.16b, v16.4b[2]
	WORD $0x4f91ea84 // sdot v4.4s, v20.16b, v17.4b[2]
	WORD $0x4f91eaa5 // sdot v5.4s, v21.16b, v17.4b[2]
	WORD $0x4f91eac6 // sdot v6.4s, v22.16b, v17.4b[2]
	WORD $0x4f91eae7 // sdot v7.4s, v23.16b, v17.4b[2]
	WORD $0x4f92ea88 // sdot v8.4s, v20.16b, v18.4b[2]
	WORD $0x4f92eaa9 // sdot v9.4s, v21.16b, v18.4b[2]
	WORD $0x4f92eaca // sdot v10.4s, v22.16b, v18.4b[2]
	WORD $0x4f92eaeb // sdot v11.4s, v23.16b, v18.4b[2]
	WORD $0x4f93ea8c // sdot v12.4s, v20.16b, v19.4b[2]
	WORD $0x4f93eaad // sdot v13.4s, v21.16b, v19.4b[2]
	WORD $0x4f93eace // sdot v14.4s, v22.16b, v19.4b[2]
	WORD $0x4f93eaef // sdot v15.4s, v23.16b, v19.4b[2]
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4fb0ea80 // sdot v0.4s, v20.16b, v16.4b[3]
	WORD $0x4fb0eaa1 // sdot v1.4s, v21.16b, v16.4b[3]
	WORD $0x4fb0eac2 // sdot v2.4s, v22.16b, v16.4b[3]
	WORD $0x4fb0eae3 // sdot v3.4s, v23.16b, v16.4b[3]
	WORD $0x4fb1ea84 // sdot v4.4s, v20.16b, v17.4b[3]
	WORD $0x4fb1eaa5 // sdot v5.4s, v21.16b, v17.4b[3]
	WORD $0x4fb1eac6 // sdot v6.4s, v22.16b, v17.4b[3]
	WORD $0x4fb1eae7 // sdot v7.4s, v23.16b, v17.4b[3]
	WORD $0x4fb2ea88 // sdot v8.4s, v20.16b, v18.4b[3]
	WORD $0x4fb2eaa9 // sdot v9.4s, v21.16b, v18.4b[3]
	WORD $0x4fb2eaca // sdot v10.4s, v22.16b, v18.4b[3]
	WORD $0x4fb2eaeb // sdot v11.4s, v23.16b, v18.4b[3]
	WORD $0x4fb3ea8c // sdot v12.4s, v20.16b, v19.4b[3]
	WORD $0x4fb3eaad // sdot v13.4s, v21.16b, v19.4b[3]
	WORD $0x4fb3eace // sdot v14.4s, v22.16b, v19.4b[3]
	WORD $0x4fb3eaef // sdot v15.4s, v23.16b, v19.4b[3]
	WORD $0xf10041ef // subs x15, x15, #0x10
	WORD $0x54fff5ea // b.ge <multiplyDotProduct+0x50>
	WORD $0xb10041ef // adds x15, x15, #0x10
	WORD $0x54000340 // b.eq <multiplyDotProduct+0x204>
	WORD $0xbc404530 // ldr s16, [x9], #4
	WORD $0xbc404551 // ldr s17, [x10], #4
	WORD $0xbc404572 // ldr s18, [x11], #4
	WORD $0xbc4045b3 // ldr s19, [x13], #4
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4f90e280 // sdot v0.4s, v20.16b, v16.4b[0]
	WORD $0x4f90e2a1 // sdot v1.4s, v21.16b, v16.4b[0]
	WORD $0x4f90e2c2 // sdot v2.4s, v22.16b, v16.4b[0]
	WORD $0x4f90e2e3 // sdot v3.4s, v23.16b, v16.4b[0]
	WORD $0x4f91e284 // sdot v4.4s, v20.16b, v17.4b[0]
	WORD $0x4f91e2a5 // sdot v5.4s, v21.16b, v17.4b[0]
	WORD $0x4f91e2c6 // sdot v6.4s, v22.16b, v17.4b[0]
	WORD $0x4f91e2e7 // sdot v7.4s, v23.16b, v17.4b[0]
	WORD $0x4f92e288 // sdot v8.4s, v20.16b, v18.4b[0]
	WORD $0x4f92e2a9 // sdot v9.4s, v21.16b, v18.4b[0]
	WORD $0x4f92e2ca // sdot v10.4s, v22.16b, v18.4b[0]
	WORD $0x4f92e2eb // sdot v11.4s, v23.16b, v18.4b[0]
	WORD $0x4f93e28c // sdot v12.4s, v20.16b, v19.4b[0]
	WORD $0x4f93e2ad // sdot v13.4s, v21.16b, v19.4b[0]
	WORD $0x4f93e2ce // sdot v14.4s, v22.16b, v19.4b[0]
	WORD $0x4f93e2ef // sdot v15.4s, v23.16b, v19.4b[0]
	WORD $0xf10011ef // subs x15, x15, #0x4
	WORD $0x54fffd0c // b.gt <multiplyDotProduct+0x1a0>
	WORD $0xaa0003ec // mov x12, x0
	WORD $0x4e21d819 // scvtf v25.4s, v0.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21d839 // scvtf v25.4s, v1.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21d859 // scvtf v25.4s, v2.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21d879 // scvtf v25.4s, v3.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b01018c // add x12, x12, x1
	WORD $0x4e21d899 // scvtf v25.4s, v4.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21d8b9 // scvtf v25.4s, v5.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21d8d9 // scvtf v25.4s, v6.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21d8f9 // scvtf v25.4s, v7.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b01018c // add x12, x12, x1
	WORD $0x4e21d919 // scvtf v25.4s, v8.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21d939 // scvtf v25.4s, v9.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21d959 // scvtf v25.4s, v10.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21d979 // scvtf v25.4s, v11.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b01018c // add x12, x12, x1
	WORD $0x4e21d999 // scvtf v25.4s, v12.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21d9b9 // scvtf v25.4s, v13.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21d9d9 // scvtf v25.4s, v14.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21d9f9 // scvtf v25.4s, v15.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b01018c // add x12, x12, x1
	WORD $0xaa0c03e0 // mov x0, x12
	WORD $0xd1001063 // sub x3, x3, #0x4
	WORD $0xf100107f // cmp x3, #0x4
	WORD $0x54ffdd6a // b.ge <multiplyDotProduct+0x10>
	WORD $0xb4000c23 // cbz x3, <multiplyI8MM>
	WORD $0xad4004c0 // ldp q0, q1, [x6]
	WORD $0xad410cc2 // ldp q2, q3, [x6, #32]
	WORD $0x4f000404 // movi v4.4s, #0x0
	WORD $0x4f000405 // movi v5.4s, #0x0
	WORD $0x4f000406 // movi v6.4s, #0x0
	WORD $0x4f000407 // movi v7.4s, #0x0
	WORD $0xaa0503ee // mov x14, x5
	WORD $0xf100408f // subs x15, x4, #0x10
	WORD $0x5400040b // b.lt <multiplyDotProduct+0x50c>
	WORD $0x3cc10450 // ldr q16, [x2], #16
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4f90e280 // sdot v0.4s, v20.16b, v16.4b[0]
	WORD $0x4f90e2a1 // sdot v1.4s, v21.16b, v16.4b[0]
	WORD $0x4f90e2c2 // sdot v2.4s, v22.16b, v16.4b[0]
	WORD $0x4f90e2e3 // sdot v3.4s, v23.16b, v16.4b[0]
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4fb0e284 // sdot v4.4s, v20.16b, v16.4b[1]
	WORD $0x4fb0e2a5 // sdot v5.4s, v21.16b, v16.4b[1]
	WORD $0x4fb0e2c6 // sdot v6.4s, v22.16b, v16.4b[1]
	WORD $0x4fb0e2e7 // sdot v7.4s, v23.16b, v16.4b[1]
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4f90ea80 // sdot v0.4s, v20.16b, v16.4b[2]
	WORD $0x4f90eaa1 // sdot v1.4s, v21.16b, v16.4b[2]
	WORD $0x4f90eac2 // sdot v2.4s, v22.16b, v16.4b[2]
	WORD $0x4f90eae3 // sdot v3.4s, v23.16b, v16.4b[2]
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4fb0ea84 // sdot v4.4s, v20.16b, v16.4b[3]
	WORD $0x4fb0eaa5 // sdot v5.4s, v21.16b, v16.4b[3]
	WORD $0x4fb0eac6 // sdot v6.4s, v22.16b, v16.4b[3]
	WORD $0x4fb0eae7 // sdot v7.4s, v23.16b, v16.4b[3]
	WORD $0xf10041ef // subs x15, x15, #0x10
	WORD $0x54fffc4a // b.ge <multiplyDotProduct+0x490>
	WORD $0xb10041ef // adds x15, x15, #0x10
	WORD $0x54000160 // b.eq <multiplyDotProduct+0x53c>
	WORD $0xbc404450 // ldr s16, [x2], #4
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0x910101ce // add x14, x14, #0x40
	WORD $0x4f90e280 // sdot v0.4s, v20.16b, v16.4b[0]
	WORD $0x4f90e2a1 // sdot v1.4s, v21.16b, v16.4b[0]
	WORD $0x4f90e2c2 // sdot v2.4s, v22.16b, v16.4b[0]
	WORD $0x4f90e2e3 // sdot v3.4s, v23.16b, v16.4b[0]
	WORD $0xf10011ef // subs x15, x15, #0x4
	WORD $0x54fffeec // b.gt <multiplyDotProduct+0x514>
	WORD $0x4ea48400 // add v0.4s, v0.4s, v4.4s
	WORD $0x4ea58421 // add v1.4s, v1.4s, v5.4s
	WORD $0x4ea68442 // add v2.4s, v2.4s, v6.4s
	WORD $0x4ea78463 // add v3.4s, v3.4s, v7.4s
	WORD $0xaa0003ec // mov x12, x0
	WORD $0x4e21d819 // scvtf v25.4s, v0.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21d839 // scvtf v25.4s, v1.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21d859 // scvtf v25.4s, v2.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21d879 // scvtf v25.4s, v3.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b010000 // add x0, x0, x1
	WORD $0xf1000463 // subs x3, x3, #0x1
	WORD $0x54fff42c // b.gt <multiplyDotProduct+0x46c>
	RET

TEXT ·multiplyI8MM(SB), NOSPLIT, $0-68
	MOVD dst+0(FP), R0
	MOVD pitch+8(FP), R1
	MOVD rows+16(FP), R2
	MOVD count+24(FP), R3
	MOVD depth+32(FP), R4
	MOVD weights+40(FP), R5
	MOVD scales+48(FP), R7
	MOVD bias+56(FP), R8
	FMOVS floor+64(FP), F31
	WORD $0x4e0407ff // dup v31.4s, v31.s[0]
	WORD $0xd37ef421 // lsl x1, x1, #2
	WORD $0xaa0003ec // mov x12, x0
	WORD $0x4f000400 // movi v0.4s, #0x0
	WORD $0x4f000401 // movi v1.4s, #0x0
	WORD $0x4f000402 // movi v2.4s, #0x0
	WORD $0x4f000403 // movi v3.4s, #0x0
	WORD $0x4f000404 // movi v4.4s, #0x0
	WORD $0x4f000405 // movi v5.4s, #0x0
	WORD $0x4f000406 // movi v6.4s, #0x0
	WORD $0x4f000407 // movi v7.4s, #0x0
	WORD $0x4f000408 // movi v8.4s, #0x0
	WORD $0x4f000409 // movi v9.4s, #0x0
	WORD $0x4f00040a // movi v10.4s, #0x0
	WORD $0x4f00040b // movi v11.4s, #0x0
	WORD $0x4f00040c // movi v12.4s, #0x0
	WORD $0x4f00040d // movi v13.4s, #0x0
	WORD $0x4f00040e // movi v14.4s, #0x0
	WORD $0x4f00040f // movi v15.4s, #0x0
	WORD $0xaa0503ee // mov x14, x5
	WORD $0xaa0203e9 // mov x9, x2
	WORD $0x8b04012a // add x10, x9, x4
	WORD $0x8b04014b // add x11, x10, x4
	WORD $0x8b04016d // add x13, x11, x4
	WORD $0x8b0401a2 // add x2, x13, x4
	WORD $0xaa0403ef // mov x15, x4
	WORD $0xfc408530 // ldr d16, [x9], #8
	WORD $0x4ddf8550 // ld1 {v16.d}[1], [x10], #8
	WORD $0xfc408571 // ldr d17, [x11], #8
	WORD $0x4ddf85b1 // ld1 {v17.d}[1], [x13], #8
	WORD $0xad4055d4 // ldp q20, q21, [x14]
	WORD $0xad415dd6 // ldp q22, q23, [x14, #32]
	WORD $0xad4265d8 // ldp q24, q25, [x14, #64]
	WORD $0xad436dda // ldp q26, q27, [x14, #96]
	WORD $0x910201ce // add x14, x14, #0x80
	WORD $0x4e983a9c // zip1 v28.4s, v20.4s, v24.4s
	WORD $0x4e987a9d // zip2 v29.4s, v20.4s, v24.4s
	WORD $0x4e9ca600 // smmla v0.4s, v16.16b, v28.16b
	WORD $0x4e9da601 // smmla v1.4s, v16.16b, v29.16b
	WORD $0x4e9ca628 // smmla v8.4s, v17.16b, v28.16b
	WORD $0x4e9da629 // smmla v9.4s, v17.16b, v29.16b
	WORD $0x4e993abc // zip1 v28.4s, v21.4s, v25.4s
	WORD $0x4e997abd // zip2 v29.4s, v21.4s, v25.4s
	WORD $0x4e9ca602 // smmla v2.4s, v16.16b, v28.16b
	WORD $0x4e9da603 // smmla v3.4s, v16.16b, v29.16b
	WORD $0x4e9ca62a // smmla v10.4s, v17.16b, v28.16b
	WORD $0x4e9da62b // smmla v11.4s, v17.16b, v29.16b
	WORD $0x4e9a3adc // zip1 v28.4s, v22.4s, v26.4s
	WORD $0x4e9a7add // zip2 v29.4s, v22.4s, v26.4s
	WORD $0x4e9ca604 // smmla v4.4s, v16.16b, v28.16b
	WORD $0x4e9da605 // smmla v5.4s, v16.16b, v29.16b
	WORD $0x4e9ca62c // smmla v12.4s, v17.16b, v28.16b
	WORD $0x4e9da62d // smmla v13.4s, v17.16b, v29.16b
	WORD $0x4e9b3afc // zip1 v28.4s, v23.4s, v27.4s
	WORD $0x4e9b7afd // zip2 v29.4s, v23.4s, v27.4s
	WORD $0x4e9ca606 // smmla v6.4s, v16.16b, v28.16b
	WORD $0x4e9da607 // smmla v7.4s, v16.16b, v29.16b
	WORD $0x4e9ca62e // smmla v14.4s, v17.16b, v28.16b
	WORD $0x4e9da62f // smmla v15.4s, v17.16b, v29.16b
	WORD $0xf10021ef // subs x15, x15, #0x8
	WORD $0x54fffbcc // b.gt <multiplyI8MM+0x68>
	WORD $0x4ec13814 // zip1 v20.2d, v0.2d, v1.2d
	WORD $0x4ec33855 // zip1 v21.2d, v2.2d, v3.2d
	WORD $0x4ec53896 // zip1 v22.2d, v4.2d, v5.2d
	WORD $0x4ec738d7 // zip1 v23.2d, v6.2d, v7.2d
	WORD $0x4e21da99 // scvtf v25.4s, v20.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21dab9 // scvtf v25.4s, v21.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21dad9 // scvtf v25.4s, v22.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21daf9 // scvtf v25.4s, v23.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b01018c // add x12, x12, x1
	WORD $0x4ec17814 // zip2 v20.2d, v0.2d, v1.2d
	WORD $0x4ec37855 // zip2 v21.2d, v2.2d, v3.2d
	WORD $0x4ec57896 // zip2 v22.2d, v4.2d, v5.2d
	WORD $0x4ec778d7 // zip2 v23.2d, v6.2d, v7.2d
	WORD $0x4e21da99 // scvtf v25.4s, v20.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21dab9 // scvtf v25.4s, v21.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21dad9 // scvtf v25.4s, v22.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21daf9 // scvtf v25.4s, v23.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b01018c // add x12, x12, x1
	WORD $0x4ec93914 // zip1 v20.2d, v8.2d, v9.2d
	WORD $0x4ecb3955 // zip1 v21.2d, v10.2d, v11.2d
	WORD $0x4ecd3996 // zip1 v22.2d, v12.2d, v13.2d
	WORD $0x4ecf39d7 // zip1 v23.2d, v14.2d, v15.2d
	WORD $0x4e21da99 // scvtf v25.4s, v20.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21dab9 // scvtf v25.4s, v21.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21dad9 // scvtf v25.4s, v22.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21daf9 // scvtf v25.4s, v23.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b01018c // add x12, x12, x1
	WORD $0x4ec97914 // zip2 v20.2d, v8.2d, v9.2d
	WORD $0x4ecb7955 // zip2 v21.2d, v10.2d, v11.2d
	WORD $0x4ecd7996 // zip2 v22.2d, v12.2d, v13.2d
	WORD $0x4ecf79d7 // zip2 v23.2d, v14.2d, v15.2d
	WORD $0x4e21da99 // scvtf v25.4s, v20.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21dab9 // scvtf v25.4s, v21.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21dad9 // scvtf v25.4s, v22.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21daf9 // scvtf v25.4s, v23.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b01018c // add x12, x12, x1
	WORD $0xf1001063 // subs x3, x3, #0x4
	WORD $0x54ffe42c // b.gt <multiplyI8MM+0xc>
	RET

TEXT ·multiplyNEON(SB), NOSPLIT, $0-76
	MOVD dst+0(FP), R0
	MOVD pitch+8(FP), R1
	MOVD rows+16(FP), R2
	MOVD count+24(FP), R3
	MOVD depth+32(FP), R4
	MOVD weights+40(FP), R5
	MOVD start+48(FP), R6
	MOVD scales+56(FP), R7
	MOVD bias+64(FP), R8
	FMOVS floor+72(FP), F31
	WORD $0x4e0407ff // dup v31.4s, v31.s[0]
	WORD $0xd37ef421 // lsl x1, x1, #2
	WORD $0x4f000400 // movi v0.4s, #0x0
	WORD $0x4f000401 // movi v1.4s, #0x0
	WORD $0x4f000402 // movi v2.4s, #0x0
	WORD $0x4f000403 // movi v3.4s, #0x0
	WORD $0x4f000404 // movi v4.4s, #0x0
	WORD $0x4f000405 // movi v5.4s, #0x0
	WORD $0x4f000406 // movi v6.4s, #0x0
	WORD $0x4f000407 // movi v7.4s, #0x0
	WORD $0xaa0503ee // mov x14, x5
	WORD $0xf100208f // subs x15, x4, #0x8
	WORD $0x5400044b // b.lt <multiplyNEON+0xb8>
	WORD $0x4ddfc851 // ld1r {v17.4s}, [x2], #4
	WORD $0x4ddfc852 // ld1r {v18.4s}, [x2], #4
	WORD $0xad405dd6 // ldp q22, q23, [x14]
	WORD $0xad4165d8 // ldp q24, q25, [x14, #32]
	WORD $0xad426dda // ldp q26, q27, [x14, #64]
	WORD $0xad4375dc // ldp q28, q29, [x14, #96]
	WORD $0x910201ce // add x14, x14, #0x80
	WORD $0x0e31c2d4 // smull v20.8h, v22.8b, v17.8b
	WORD $0x4e31c2d5 // smull2 v21.8h, v22.16b, v17.16b
	WORD $0x0e328354 // smlal v20.8h, v26.8b, v18.8b
	WORD $0x4e328355 // smlal2 v21.8h, v26.16b, v18.16b
	WORD $0x4e606a80 // sadalp v0.4s, v20.8h
	WORD $0x4e606aa1 // sadalp v1.4s, v21.8h
	WORD $0x0e31c2f4 // smull v20.8h, v23.8b, v17.8b
	WORD $0x4e31c2f5 // smull2 v21.8h, v23.16b, v17.16b
	WORD $0x0e328374 // smlal v20.8h, v27.8b, v18.8b
	WORD $0x4e328375 // smlal2 v21.8h, v27.16b, v18.16b
	WORD $0x4e606a82 // sadalp v2.4s, v20.8h
	WORD $0x4e606aa3 // sadalp v3.4s, v21.8h
	WORD $0x0e31c314 // smull v20.8h, v24.8b, v17.8b
	WORD $0x4e31c315 // smull2 v21.8h, v24.16b, v17.16b
	WORD $0x0e328394 // smlal v20.8h, v28.8b, v18.8b
	WORD $0x4e328395 // smlal2 v21.8h, v28.16b, v18.16b
	WORD $0x4e606a84 // sadalp v4.4s, v20.8h
	WORD $0x4e606aa5 // sadalp v5.4s, v21.8h
	WORD $0x0e31c334 // smull v20.8h, v25.8b, v17.8b
	WORD $0x4e31c335 // smull2 v21.8h, v25.16b, v17.16b
	WORD $0x0e3283b4 // smlal v20.8h, v29.8b, v18.8b
	WORD $0x4e3283b5 // smlal2 v21.8h, v29.16b, v18.16b
	WORD $0x4e606a86 // sadalp v6.4s, v20.8h
	WORD $0x4e606aa7 // sadalp v7.4s, v21.8h
	WORD $0xf10021ef // subs x15, x15, #0x8
	WORD $0x54fffc0a // b.ge <multiplyNEON+0x34>
	WORD $0xb10021ef // adds x15, x15, #0x8
	WORD $0x54000280 // b.eq <multiplyNEON+0x10c>
	WORD $0x4ddfc851 // ld1r {v17.4s}, [x2], #4
	WORD $0xad405dd6 // ldp q22, q23, [x14]
	WORD $0xad4165d8 // ldp q24, q25, [x14, #32]
	WORD $0x0e31c2d4 // smull v20.8h, v22.8b, v17.8b
	WORD $0x4e31c2d5 // smull2 v21.8h, v22.16b, v17.16b
	WORD $0x4e606a80 // sadalp v0.4s, v20.8h
	WORD $0x4e606aa1 // sadalp v1.4s, v21.8h
	WORD $0x0e31c2f4 // smull v20.8h, v23.8b, v17.8b
	WORD $0x4e31c2f5 // smull2 v21.8h, v23.16b, v17.16b
	WORD $0x4e606a82 // sadalp v2.4s, v20.8h
	WORD $0x4e606aa3 // sadalp v3.4s, v21.8h
	WORD $0x0e31c314 // smull v20.8h, v24.8b, v17.8b
	WORD $0x4e31c315 // smull2 v21.8h, v24.16b, v17.16b
	WORD $0x4e606a84 // sadalp v4.4s, v20.8h
	WORD $0x4e606aa5 // sadalp v5.4s, v21.8h
	WORD $0x0e31c334 // smull v20.8h, v25.8b, v17.8b
	WORD $0x4e31c335 // smull2 v21.8h, v25.16b, v17.16b
	WORD $0x4e606a86 // sadalp v6.4s, v20.8h
	WORD $0x4e606aa7 // sadalp v7.4s, v21.8h
	WORD $0xad4054d4 // ldp q20, q21, [x6]
	WORD $0xad415cd6 // ldp q22, q23, [x6, #32]
	WORD $0x4ea1bc00 // addp v0.4s, v0.4s, v1.4s
	WORD $0x4ea3bc41 // addp v1.4s, v2.4s, v3.4s
	WORD $0x4ea5bc82 // addp v2.4s, v4.4s, v5.4s
	WORD $0x4ea7bcc3 // addp v3.4s, v6.4s, v7.4s
	WORD $0x4eb48400 // add v0.4s, v0.4s, v20.4s
	WORD $0x4eb58421 // add v1.4s, v1.4s, v21.4s
	WORD $0x4eb68442 // add v2.4s, v2.4s, v22.4s
	WORD $0x4eb78463 // add v3.4s, v3.4s, v23.4s
	WORD $0xaa0003ec // mov x12, x0
	WORD $0x4e21d819 // scvtf v25.4s, v0.4s
	WORD $0x3dc000fa // ldr q26, [x7]
	WORD $0x3dc010fb // ldr q27, [x7, #64]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0011a // ldr q26, [x8]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800198 // str q24, [x12]
	WORD $0x4e21d839 // scvtf v25.4s, v1.4s
	WORD $0x3dc004fa // ldr q26, [x7, #16]
	WORD $0x3dc014fb // ldr q27, [x7, #80]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0051a // ldr q26, [x8, #16]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800598 // str q24, [x12, #16]
	WORD $0x4e21d859 // scvtf v25.4s, v2.4s
	WORD $0x3dc008fa // ldr q26, [x7, #32]
	WORD $0x3dc018fb // ldr q27, [x7, #96]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc0091a // ldr q26, [x8, #32]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800998 // str q24, [x12, #32]
	WORD $0x4e21d879 // scvtf v25.4s, v3.4s
	WORD $0x3dc00cfa // ldr q26, [x7, #48]
	WORD $0x3dc01cfb // ldr q27, [x7, #112]
	WORD $0x6e3bdf38 // fmul v24.4s, v25.4s, v27.4s
	WORD $0x4e3acf38 // fmla v24.4s, v25.4s, v26.4s
	WORD $0x3dc00d1a // ldr q26, [x8, #48]
	WORD $0x4e3ad718 // fadd v24.4s, v24.4s, v26.4s
	WORD $0x4e3fc718 // fmaxnm v24.4s, v24.4s, v31.4s
	WORD $0x3d800d98 // str q24, [x12, #48]
	WORD $0x8b010000 // add x0, x0, x1
	WORD $0xf1000463 // subs x3, x3, #0x1
	WORD $0x54fff1cc // b.gt <multiplyNEON+0x8>
	RET

TEXT ·quantiseRow(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	MOVD src+8(FP), R1
	MOVD n+16(FP), R2
	FMOVS scale+24(FP), F31
	MOVWU offset+28(FP), R3
	WORD $0x4e0407ff // dup v31.4s, v31.s[0]
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72b85fcf // movk w15, #0xc2fe, lsl #16
	WORD $0x4e040dfe // dup v30.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a85fcf // movk w15, #0x42fe, lsl #16
	WORD $0x4e040dfd // dup v29.4s, w15
	WORD $0x4e010c7c // dup v28.16b, w3
	WORD $0xacc10420 // ldp q0, q1, [x1], #32
	WORD $0xacc10c22 // ldp q2, q3, [x1], #32
	WORD $0x6e3fdc00 // fmul v0.4s, v0.4s, v31.4s
	WORD $0x4e3ec400 // fmaxnm v0.4s, v0.4s, v30.4s
	WORD $0x4ebdc400 // fminnm v0.4s, v0.4s, v29.4s
	WORD $0x4e21a800 // fcvtns v0.4s, v0.4s
	WORD $0x6e3fdc21 // fmul v1.4s, v1.4s, v31.4s
	WORD $0x4e3ec421 // fmaxnm v1.4s, v1.4s, v30.4s
	WORD $0x4ebdc421 // fminnm v1.4s, v1.4s, v29.4s
	WORD $0x4e21a821 // fcvtns v1.4s, v1.4s
	WORD $0x6e3fdc42 // fmul v2.4s, v2.4s, v31.4s
	WORD $0x4e3ec442 // fmaxnm v2.4s, v2.4s, v30.4s
	WORD $0x4ebdc442 // fminnm v2.4s, v2.4s, v29.4s
	WORD $0x4e21a842 // fcvtns v2.4s, v2.4s
	WORD $0x6e3fdc63 // fmul v3.4s, v3.4s, v31.4s
	WORD $0x4e3ec463 // fmaxnm v3.4s, v3.4s, v30.4s
	WORD $0x4ebdc463 // fminnm v3.4s, v3.4s, v29.4s
	WORD $0x4e21a863 // fcvtns v3.4s, v3.4s
	WORD $0x0e612800 // xtn v0.4h, v0.4s
	WORD $0x4e612820 // xtn2 v0.8h, v1.4s
	WORD $0x0e612842 // xtn v2.4h, v2.4s
	WORD $0x4e612862 // xtn2 v2.8h, v3.4s
	WORD $0x0e212800 // xtn v0.8b, v0.8h
	WORD $0x4e212840 // xtn2 v0.16b, v2.8h
	WORD $0x4e3c8400 // add v0.16b, v0.16b, v28.16b
	WORD $0x3c810400 // str q0, [x0], #16
	WORD $0xf1004042 // subs x2, x2, #0x10
	WORD $0x54fffcac // b.gt <quantiseRow+0x20>
	RET

TEXT ·addRow(SB), NOSPLIT, $0-40
	MOVD x+0(FP), R0
	MOVD y+8(FP), R1
	MOVD n+16(FP), R2
	MOVD block+24(FP), R3
	MOVD sums+32(FP), R4
	WORD $0x4f000400 // movi v0.4s, #0x0
	WORD $0x4f000401 // movi v1.4s, #0x0
	WORD $0xaa0303e5 // mov x5, x3
	WORD $0xad400c02 // ldp q2, q3, [x0]
	WORD $0xacc11424 // ldp q4, q5, [x1], #32
	WORD $0x4e24d442 // fadd v2.4s, v2.4s, v4.4s
	WORD $0x4e25d463 // fadd v3.4s, v3.4s, v5.4s
	WORD $0xac810c02 // stp q2, q3, [x0], #32
	WORD $0x4e22d400 // fadd v0.4s, v0.4s, v2.4s
	WORD $0x4e23d421 // fadd v1.4s, v1.4s, v3.4s
	WORD $0xf10020a5 // subs x5, x5, #0x8
	WORD $0x54ffff0c // b.gt <addRow+0xc>
	WORD $0x6e21d400 // faddp v0.4s, v0.4s, v1.4s
	WORD $0x6e20d400 // faddp v0.4s, v0.4s, v0.4s
	WORD $0x7e30d800 // faddp s0, v0.2s
	WORD $0xbc004480 // str s0, [x4], #4
	WORD $0xeb030042 // subs x2, x2, x3
	WORD $0x54fffdec // b.gt <addRow>
	RET

TEXT ·centreRow(SB), NOSPLIT, $0-40
	MOVD x+0(FP), R0
	FMOVS mean+8(FP), F31
	MOVD n+16(FP), R2
	MOVD block+24(FP), R3
	MOVD sums+32(FP), R4
	WORD $0x4e0407ff // dup v31.4s, v31.s[0]
	WORD $0x4f000400 // movi v0.4s, #0x0
	WORD $0x4f000401 // movi v1.4s, #0x0
	WORD $0xaa0303e5 // mov x5, x3
	WORD $0xad400c02 // ldp q2, q3, [x0]
	WORD $0x4ebfd442 // fsub v2.4s, v2.4s, v31.4s
	WORD $0x4ebfd463 // fsub v3.4s, v3.4s, v31.4s
	WORD $0xac810c02 // stp q2, q3, [x0], #32
	WORD $0x6e22dc42 // fmul v2.4s, v2.4s, v2.4s
	WORD $0x6e23dc63 // fmul v3.4s, v3.4s, v3.4s
	WORD $0x4e22d400 // fadd v0.4s, v0.4s, v2.4s
	WORD $0x4e23d421 // fadd v1.4s, v1.4s, v3.4s
	WORD $0xf10020a5 // subs x5, x5, #0x8
	WORD $0x54fffeec // b.gt <centreRow+0x10>
	WORD $0x6e21d400 // faddp v0.4s, v0.4s, v1.4s
	WORD $0x6e20d400 // faddp v0.4s, v0.4s, v0.4s
	WORD $0x7e30d800 // faddp s0, v0.2s
	WORD $0xbc004480 // str s0, [x4], #4
	WORD $0xeb030042 // subs x2, x2, x3
	WORD $0x54fffdcc // b.gt <centreRow+0x4>
	RET

TEXT ·scaleRow(SB), NOSPLIT, $0-40
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	FMOVS deviation+16(FP), F31
	MOVD scale+24(FP), R2
	MOVD bias+32(FP), R3
	WORD $0x4e0407ff // dup v31.4s, v31.s[0]
	WORD $0xad400400 // ldp q0, q1, [x0]
	WORD $0xacc10c42 // ldp q2, q3, [x2], #32
	WORD $0xacc11464 // ldp q4, q5, [x3], #32
	WORD $0x6e3ffc00 // fdiv v0.4s, v0.4s, v31.4s
	WORD $0x6e3ffc21 // fdiv v1.4s, v1.4s, v31.4s
	WORD $0x6e22dc00 // fmul v0.4s, v0.4s, v2.4s
	WORD $0x6e23dc21 // fmul v1.4s, v1.4s, v3.4s
	WORD $0x4e24d400 // fadd v0.4s, v0.4s, v4.4s
	WORD $0x4e25d421 // fadd v1.4s, v1.4s, v5.4s
	WORD $0xac810400 // stp q0, q1, [x0], #32
	WORD $0xf1002021 // subs x1, x1, #0x8
	WORD $0x54fffeac // b.gt <scaleRow+0x4>
	RET

TEXT ·gateRow(SB), NOSPLIT, $0-40
	MOVD out+0(FP), R0
	MOVD cell+8(FP), R1
	MOVD forget+16(FP), R2
	MOVD input+24(FP), R3
	MOVD n+32(FP), R4
	WORD $0x5295476f // mov w15, #0xaa3b // #43579
	WORD $0x72a7f70f // movk w15, #0x3fb8, lsl #16
	WORD $0x4e040df0 // dup v16.4s, w15
	WORD $0x5290000f // mov w15, #0x8000 // #32768
	WORD $0x72a7e62f // movk w15, #0x3f31, lsl #16
	WORD $0x4e040df1 // dup v17.4s, w15
	WORD $0x5290106f // mov w15, #0x8083 // #32899
	WORD $0x72b72bcf // movk w15, #0xb95e, lsl #16
	WORD $0x4e040df2 // dup v18.4s, w15
	WORD $0x528d2cef // mov w15, #0x6967 // #26983
	WORD $0x72a72a0f // movk w15, #0x3950, lsl #16
	WORD $0x4e040df3 // dup v19.4s, w15
	WORD $0x528879cf // mov w15, #0x43ce // #17358
	WORD $0x72a756ef // movk w15, #0x3ab7, lsl #16
	WORD $0x4e040df4 // dup v20.4s, w15
	WORD $0x5291210f // mov w15, #0x8908 // #35080
	WORD $0x72a7810f // movk w15, #0x3c08, lsl #16
	WORD $0x4e040df5 // dup v21.4s, w15
	WORD $0x5295382f // mov w15, #0xa9c1 // #43457
	WORD $0x72a7a54f // movk w15, #0x3d2a, lsl #16
	WORD $0x4e040df6 // dup v22.4s, w15
	WORD $0x5295554f // mov w15, #0xaaaa // #43690
	WORD $0x72a7c54f // movk w15, #0x3e2a, lsl #16
	WORD $0x4e040df7 // dup v23.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a7e00f // movk w15, #0x3f00, lsl #16
	WORD $0x4e040df8 // dup v24.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a7f00f // movk w15, #0x3f80, lsl #16
	WORD $0x4e040df9 // dup v25.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72b855cf // movk w15, #0xc2ae, lsl #16
	WORD $0x4e040dfa // dup v26.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a8560f // movk w15, #0x42b0, lsl #16
	WORD $0x4e040dfb // dup v27.4s, w15
	WORD $0x4f0307fc // movi v28.4s, #0x7f
	WORD $0x4f00041f // movi v31.4s, #0x0
	WORD $0x3cc10440 // ldr q0, [x2], #16
	WORD $0x6ea0f800 // fneg v0.4s, v0.4s
	WORD $0x6e3ae401 // fcmge v1.4s, v0.4s, v26.4s
	WORD $0x4ebbc400 // fminnm v0.4s, v0.4s, v27.4s
	WORD $0x6e30dc02 // fmul v2.4s, v0.4s, v16.4s
	WORD $0x4e218842 // frintn v2.4s, v2.4s
	WORD $0x4ea01c03 // mov v3.16b, v0.16b
	WORD $0x4eb1cc43 // fmls v3.4s, v2.4s, v17.4s
	WORD $0x4eb2cc43 // fmls v3.4s, v2.4s, v18.4s
	WORD $0x4eb31e64 // mov v4.16b, v19.16b
	WORD $0x4eb41e80 // mov v0.16b, v20.16b
	WORD $0x4e23cc80 // fmla v0.4s, v4.4s, v3.4s
	WORD $0x4ea01c04 // mov v4.16b, v0.16b
	WORD $0x4eb51ea0 // mov v0.16b, v21.16b
	WORD $0x4e23cc80 // fmla v0.4s, v4.4s, v3.4s
	WORD $0x4ea01c04 // mov v4.16b, v0.16b
	WORD $0x4eb61ec0 // mov v0.16b, v22.16b
	WORD $0x4e23cc80 // fmla v0.4s, v4.4s, v3.4s
	WORD $0x4ea01c04 // mov v4.16b, v0.16b
	WORD $0x4eb71ee0 // mov v0.16b, v23.16b
	WORD $0x4e23cc80 // fmla v0.4s, v4.4s, v3.4s
	WORD $0x4ea01c04 // mov v4.16b, v0.16b
	WORD $0x4eb81f00 // mov v0.16b, v24.16b
	WORD $0x4e23cc80 // fmla v0.4s, v4.4s, v3.4s
	WORD $0x4ea01c04 // mov v4.16b, v0.16b
	WORD $0x6e23dc60 // fmul v0.4s, v3.4s, v3.4s
	WORD $0x4e20cc83 // fmla v3.4s, v4.4s, v0.4s
	WORD $0x4e39d464 // fadd v4.4s, v3.4s, v25.4s
	WORD $0x4ea1b842 // fcvtzs v2.4s, v2.4s
	WORD $0x4ebc8442 // add v2.4s, v2.4s, v28.4s
	WORD $0x4f375442 // shl v2.4s, v2.4s, #23
	WORD $0x6e22dc84 // fmul v4.4s, v4.4s, v2.4s
	WORD $0x4e211c80 // and v0.16b, v4.16b, v1.16b
	WORD $0x4e39d400 // fadd v0.4s, v0.4s, v25.4s
	WORD $0x6e20ff20 // fdiv v0.4s, v25.4s, v0.4s
	WORD $0x3dc00021 // ldr q1, [x1]
	WORD $0x3cc10462 // ldr q2, [x3], #16
	WORD $0x6e20dc21 // fmul v1.4s, v1.4s, v0.4s
	WORD $0x4ea0d723 // fsub v3.4s, v25.4s, v0.4s
	WORD $0x6e23dc42 // fmul v2.4s, v2.4s, v3.4s
	WORD $0x4e22d421 // fadd v1.4s, v1.4s, v2.4s
	WORD $0x3c810421 // str q1, [x1], #16
	WORD $0x4e3fc421 // fmaxnm v1.4s, v1.4s, v31.4s
	WORD $0x3c810401 // str q1, [x0], #16
	WORD $0xf1001084 // subs x4, x4, #0x4
	WORD $0x54fffa6c // b.gt <gateRow+0x98>
	RET

TEXT ·combineRows(SB), NOSPLIT, $0-52
	MOVD dst+0(FP), R0
	MOVD n+8(FP), R1
	MOVD weights+16(FP), R2
	MOVD count+24(FP), R3
	MOVD rows+32(FP), R4
	MOVD stride+40(FP), R5
	FMOVS scale+48(FP), F31
	WORD $0x4e0407ff // dup v31.4s, v31.s[0]
	WORD $0xd37ef4a5 // lsl x5, x5, #2
	WORD $0xf1008021 // subs x1, x1, #0x20
	WORD $0x5400068b // b.lt <combineRows+0xdc>
	WORD $0x4f000400 // movi v0.4s, #0x0
	WORD $0x4f000401 // movi v1.4s, #0x0
	WORD $0x4f000402 // movi v2.4s, #0x0
	WORD $0x4f000403 // movi v3.4s, #0x0
	WORD $0x4f000404 // movi v4.4s, #0x0
	WORD $0x4f000405 // movi v5.4s, #0x0
	WORD $0x4f000406 // movi v6.4s, #0x0
	WORD $0x4f000407 // movi v7.4s, #0x0
	WORD $0xaa0403e6 // mov x6, x4
	WORD $0xaa0203e7 // mov x7, x2
	WORD $0xaa0303e8 // mov x8, x3
	WORD $0x4ddfc8f0 // ld1r {v16.4s}, [x7], #4
	WORD $0xad4054d4 // ldp q20, q21, [x6]
	WORD $0xad415cd6 // ldp q22, q23, [x6, #32]
	WORD $0xad4264d8 // ldp q24, q25, [x6, #64]
	WORD $0xad436cda // ldp q26, q27, [x6, #96]
	WORD $0x8b0500c6 // add x6, x6, x5
	WORD $0x6e30de94 // fmul v20.4s, v20.4s, v16.4s
	WORD $0x6e30deb5 // fmul v21.4s, v21.4s, v16.4s
	WORD $0x6e30ded6 // fmul v22.4s, v22.4s, v16.4s
	WORD $0x6e30def7 // fmul v23.4s, v23.4s, v16.4s
	WORD $0x6e30df18 // fmul v24.4s, v24.4s, v16.4s
	WORD $0x6e30df39 // fmul v25.4s, v25.4s, v16.4s
	WORD $0x6e30df5a // fmul v26.4s, v26.4s, v16.4s
	WORD $0x6e30df7b // fmul v27.4s, v27.4s, v16.4s
	WORD $0x4e34d400 // fadd v0.4s, v0.4s, v20.4s
	WORD $0x4e35d421 // fadd v1.4s, v1.4s, v21.4s
	WORD $0x4e36d442 // fadd v2.4s, v2.4s, v22.4s
	WORD $0x4e37d463 // fadd v3.4s, v3.4s, v23.4s
	WORD $0x4e38d484 // fadd v4.4s, v4.4s, v24.4s
	WORD $0x4e39d4a5 // fadd v5.4s, v5.4s, v25.4s
	WORD $0x4e3ad4c6 // fadd v6.4s, v6.4s, v26.4s
	WORD $0x4e3bd4e7 // fadd v7.4s, v7.4s, v27.4s
	WORD $0xf1000508 // subs x8, x8, #0x1
	WORD $0x54fffd2c // b.gt <combineRows+0x3c>
	WORD $0x6e3fdc00 // fmul v0.4s, v0.4s, v31.4s
	WORD $0x6e3fdc21 // fmul v1.4s, v1.4s, v31.4s
	WORD $0x6e3fdc42 // fmul v2.4s, v2.4s, v31.4s
	WORD $0x6e3fdc63 // fmul v3.4s, v3.4s, v31.4s
	WORD $0x6e3fdc84 // fmul v4.4s, v4.4s, v31.4s
	WORD $0x6e3fdca5 // fmul v5.4s, v5.4s, v31.4s
	WORD $0x6e3fdcc6 // fmul v6.4s, v6.4s, v31.4s
	WORD $0x6e3fdce7 // fmul v7.4s, v7.4s, v31.4s
	WORD $0xad000400 // stp q0, q1, [x0]
	WORD $0xad010c02 // stp q2, q3, [x0, #32]
	WORD $0xad021404 // stp q4, q5, [x0, #64]
	WORD $0xad031c06 // stp q6, q7, [x0, #96]
	WORD $0x91020000 // add x0, x0, #0x80
	WORD $0x91020084 // add x4, x4, #0x80
	WORD $0xf1008021 // subs x1, x1, #0x20
	WORD $0x54fff9ca // b.ge <combineRows+0x10>
	WORD $0xb1008021 // adds x1, x1, #0x20
	WORD $0x540002a0 // b.eq <softmaxRow>
	WORD $0x4f000400 // movi v0.4s, #0x0
	WORD $0x4f000401 // movi v1.4s, #0x0
	WORD $0xaa0403e6 // mov x6, x4
	WORD $0xaa0203e7 // mov x7, x2
	WORD $0xaa0303e8 // mov x8, x3
	WORD $0x4ddfc8f0 // ld1r {v16.4s}, [x7], #4
	WORD $0xad4054d4 // ldp q20, q21, [x6]
	WORD $0x8b0500c6 // add x6, x6, x5
	WORD $0x6e30de94 // fmul v20.4s, v20.4s, v16.4s
	WORD $0x6e30deb5 // fmul v21.4s, v21.4s, v16.4s
	WORD $0x4e34d400 // fadd v0.4s, v0.4s, v20.4s
	WORD $0x4e35d421 // fadd v1.4s, v1.4s, v21.4s
	WORD $0xf1000508 // subs x8, x8, #0x1
	WORD $0x54ffff0c // b.gt <combineRows+0xf8>
	WORD $0x6e3fdc00 // fmul v0.4s, v0.4s, v31.4s
	WORD $0x6e3fdc21 // fmul v1.4s, v1.4s, v31.4s
	WORD $0xac810400 // stp q0, q1, [x0], #32
	WORD $0x91008084 // add x4, x4, #0x20
	WORD $0xf1002021 // subs x1, x1, #0x8
	WORD $0x54fffdac // b.gt <combineRows+0xe4>
	RET

TEXT ·softmaxRow(SB), NOSPLIT, $0-24
	MOVD x+0(FP), R0
	MOVD padded+8(FP), R1
	MOVD n+16(FP), R2
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72bff00f // movk w15, #0xff80, lsl #16
	WORD $0x4e040dfe // dup v30.4s, w15
	WORD $0x4ebe1fdd // mov v29.16b, v30.16b
	WORD $0xaa0003e9 // mov x9, x0
	WORD $0xaa0103ea // mov x10, x1
	WORD $0xacc10520 // ldp q0, q1, [x9], #32
	WORD $0x4e20c7de // fmaxnm v30.4s, v30.4s, v0.4s
	WORD $0x4e21c7bd // fmaxnm v29.4s, v29.4s, v1.4s
	WORD $0xf100214a // subs x10, x10, #0x8
	WORD $0x54ffff8c // b.gt <softmaxRow+0x18>
	WORD $0x4e3dc7de // fmaxnm v30.4s, v30.4s, v29.4s
	WORD $0x6e30cbde // fmaxnmv s30, v30.4s
	WORD $0x4e0407de // dup v30.4s, v30.s[0]
	WORD $0x5295476f // mov w15, #0xaa3b // #43579
	WORD $0x72a7f70f // movk w15, #0x3fb8, lsl #16
	WORD $0x4e040df0 // dup v16.4s, w15
	WORD $0x5290000f // mov w15, #0x8000 // #32768
	WORD $0x72a7e62f // movk w15, #0x3f31, lsl #16
	WORD $0x4e040df1 // dup v17.4s, w15
	WORD $0x5290106f // mov w15, #0x8083 // #32899
	WORD $0x72b72bcf // movk w15, #0xb95e, lsl #16
	WORD $0x4e040df2 // dup v18.4s, w15
	WORD $0x528d2cef // mov w15, #0x6967 // #26983
	WORD $0x72a72a0f // movk w15, #0x3950, lsl #16
	WORD $0x4e040df3 // dup v19.4s, w15
	WORD $0x528879cf // mov w15, #0x43ce // #17358
	WORD $0x72a756ef // movk w15, #0x3ab7, lsl #16
	WORD $0x4e040df4 // dup v20.4s, w15
	WORD $0x5291210f // mov w15, #0x8908 // #35080
	WORD $0x72a7810f // movk w15, #0x3c08, lsl #16
	WORD $0x4e040df5 // dup v21.4s, w15
	WORD $0x5295382f // mov w15, #0xa9c1 // #43457
	WORD $0x72a7a54f // movk w15, #0x3d2a, lsl #16
	WORD $0x4e040df6 // dup v22.4s, w15
	WORD $0x5295554f // mov w15, #0xaaaa // #43690
	WORD $0x72a7c54f // movk w15, #0x3e2a, lsl #16
	WORD $0x4e040df7 // dup v23.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a7e00f // movk w15, #0x3f00, lsl #16
	WORD $0x4e040df8 // dup v24.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a7f00f // movk w15, #0x3f80, lsl #16
	WORD $0x4e040df9 // dup v25.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72b855cf // movk w15, #0xc2ae, lsl #16
	WORD $0x4e040dfa // dup v26.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a8560f // movk w15, #0x42b0, lsl #16
	WORD $0x4e040dfb // dup v27.4s, w15
	WORD $0x4f0307fc // movi v28.4s, #0x7f
	WORD $0x4f000400 // movi v0.4s, #0x0
	WORD $0x4f000401 // movi v1.4s, #0x0
	WORD $0xaa0003e9 // mov x9, x0
	WORD $0xf1002043 // subs x3, x2, #0x8
	WORD $0x540008eb // b.lt <softmaxRow+0x1f8>
	WORD $0xad400d22 // ldp q2, q3, [x9]
	WORD $0x4ebed442 // fsub v2.4s, v2.4s, v30.4s
	WORD $0x4ebed463 // fsub v3.4s, v3.4s, v30.4s
	WORD $0x6e3ae444 // fcmge v4.4s, v2.4s, v26.4s
	WORD $0x4ebbc442 // fminnm v2.4s, v2.4s, v27.4s
	WORD $0x6e30dc45 // fmul v5.4s, v2.4s, v16.4s
	WORD $0x4e2188a5 // frintn v5.4s, v5.4s
	WORD $0x4ea21c46 // mov v6.16b, v2.16b
	WORD $0x4eb1cca6 // fmls v6.4s, v5.4s, v17.4s
	WORD $0x4eb2cca6 // fmls v6.4s, v5.4s, v18.4s
	WORD $0x4eb31e67 // mov v7.16b, v19.16b
	WORD $0x4eb41e82 // mov v2.16b, v20.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb51ea2 // mov v2.16b, v21.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb61ec2 // mov v2.16b, v22.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb71ee2 // mov v2.16b, v23.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb81f02 // mov v2.16b, v24.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x6e26dcc2 // fmul v2.4s, v6.4s, v6.4s
	WORD $0x4e22cce6 // fmla v6.4s, v7.4s, v2.4s
	WORD $0x4e39d4c7 // fadd v7.4s, v6.4s, v25.4s
	WORD $0x4ea1b8a5 // fcvtzs v5.4s, v5.4s
	WORD $0x4ebc84a5 // add v5.4s, v5.4s, v28.4s
	WORD $0x4f3754a5 // shl v5.4s, v5.4s, #23
	WORD $0x6e25dce7 // fmul v7.4s, v7.4s, v5.4s
	WORD $0x4e241ce2 // and v2.16b, v7.16b, v4.16b
	WORD $0x6e3ae468 // fcmge v8.4s, v3.4s, v26.4s
	WORD $0x4ebbc463 // fminnm v3.4s, v3.4s, v27.4s
	WORD $0x6e30dc69 // fmul v9.4s, v3.4s, v16.4s
	WORD $0x4e218929 // frintn v9.4s, v9.4s
	WORD $0x4ea31c6a // mov v10.16b, v3.16b
	WORD $0x4eb1cd2a // fmls v10.4s, v9.4s, v17.4s
	WORD $0x4eb2cd2a // fmls v10.4s, v9.4s, v18.4s
	WORD $0x4eb31e6b // mov v11.16b, v19.16b
	WORD $0x4eb41e83 // mov v3.16b, v20.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb51ea3 // mov v3.16b, v21.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb61ec3 // mov v3.16b, v22.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb71ee3 // mov v3.16b, v23.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb81f03 // mov v3.16b, v24.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x6e2add43 // fmul v3.4s, v10.4s, v10.4s
	WORD $0x4e23cd6a // fmla v10.4s, v11.4s, v3.4s
	WORD $0x4e39d54b // fadd v11.4s, v10.4s, v25.4s
	WORD $0x4ea1b929 // fcvtzs v9.4s, v9.4s
	WORD $0x4ebc8529 // add v9.4s, v9.4s, v28.4s
	WORD $0x4f375529 // shl v9.4s, v9.4s, #23
	WORD $0x6e29dd6b // fmul v11.4s, v11.4s, v9.4s
	WORD $0x4e281d63 // and v3.16b, v11.16b, v8.16b
	WORD $0xac810d22 // stp q2, q3, [x9], #32
	WORD $0x4e22d400 // fadd v0.4s, v0.4s, v2.4s
	WORD $0x4e23d421 // fadd v1.4s, v1.4s, v3.4s
	WORD $0xf1002063 // subs x3, x3, #0x8
	WORD $0x54fff76a // b.ge <softmaxRow+0xe0>
	WORD $0x6e21d400 // faddp v0.4s, v0.4s, v1.4s
	WORD $0x6e20d400 // faddp v0.4s, v0.4s, v0.4s
	WORD $0x7e30d800 // faddp s0, v0.2s
	WORD $0xb1002063 // adds x3, x3, #0x8
	WORD $0x540008e0 // b.eq <softmaxRow+0x324>
	WORD $0xad400d22 // ldp q2, q3, [x9]
	WORD $0x4ebed442 // fsub v2.4s, v2.4s, v30.4s
	WORD $0x4ebed463 // fsub v3.4s, v3.4s, v30.4s
	WORD $0x6e3ae444 // fcmge v4.4s, v2.4s, v26.4s
	WORD $0x4ebbc442 // fminnm v2.4s, v2.4s, v27.4s
	WORD $0x6e30dc45 // fmul v5.4s, v2.4s, v16.4s
	WORD $0x4e2188a5 // frintn v5.4s, v5.4s
	WORD $0x4ea21c46 // mov v6.16b, v2.16b
	WORD $0x4eb1cca6 // fmls v6.4s, v5.4s, v17.4s
	WORD $0x4eb2cca6 // fmls v6.4s, v5.4s, v18.4s
	WORD $0x4eb31e67 // mov v7.16b, v19.16b
	WORD $0x4eb41e82 // mov v2.16b, v20.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb51ea2 // mov v2.16b, v21.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb61ec2 // mov v2.16b, v22.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb71ee2 // mov v2.16b, v23.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb81f02 // mov v2.16b, v24.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x6e26dcc2 // fmul v2.4s, v6.4s, v6.4s
	WORD $0x4e22cce6 // fmla v6.4s, v7.4s, v2.4s
	WORD $0x4e39d4c7 // fadd v7.4s, v6.4s, v25.4s
	WORD $0x4ea1b8a5 // fcvtzs v5.4s, v5.4s
	WORD $0x4ebc84a5 // add v5.4s, v5.4s, v28.4s
	WORD $0x4f3754a5 // shl v5.4s, v5.4s, #23
	WORD $0x6e25dce7 // fmul v7.4s, v7.4s, v5.4s
	WORD $0x4e241ce2 // and v2.16b, v7.16b, v4.16b
	WORD $0x6e3ae468 // fcmge v8.4s, v3.4s, v26.4s
	WORD $0x4ebbc463 // fminnm v3.4s, v3.4s, v27.4s
	WORD $0x6e30dc69 // fmul v9.4s, v3.4s, v16.4s
	WORD $0x4e218929 // frintn v9.4s, v9.4s
	WORD $0x4ea31c6a // mov v10.16b, v3.16b
	WORD $0x4eb1cd2a // fmls v10.4s, v9.4s, v17.4s
	WORD $0x4eb2cd2a // fmls v10.4s, v9.4s, v18.4s
	WORD $0x4eb31e6b // mov v11.16b, v19.16b
	WORD $0x4eb41e83 // mov v3.16b, v20.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb51ea3 // mov v3.16b, v21.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb61ec3 // mov v3.16b, v22.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb71ee3 // mov v3.16b, v23.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb81f03 // mov v3.16b, v24.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x6e2add43 // fmul v3.4s, v10.4s, v10.4s
	WORD $0x4e23cd6a // fmla v10.4s, v11.4s, v3.4s
	WORD $0x4e39d54b // fadd v11.4s, v10.4s, v25.4s
	WORD $0x4ea1b929 // fcvtzs v9.4s, v9.4s
	WORD $0x4ebc8529 // add v9.4s, v9.4s, v28.4s
	WORD $0x4f375529 // shl v9.4s, v9.4s, #23
	WORD $0x6e29dd6b // fmul v11.4s, v11.4s, v9.4s
	WORD $0x4e281d63 // and v3.16b, v11.16b, v8.16b
	WORD $0xad000d22 // stp q2, q3, [x9]
	WORD $0xbc404522 // ldr s2, [x9], #4
	WORD $0x1e222800 // fadd s0, s0, s2
	WORD $0xf1000463 // subs x3, x3, #0x1
	WORD $0x54ffffac // b.gt <softmaxRow+0x314>
	WORD $0x4e040400 // dup v0.4s, v0.s[0]
	WORD $0xad400c02 // ldp q2, q3, [x0]
	WORD $0x6e20fc42 // fdiv v2.4s, v2.4s, v0.4s
	WORD $0x6e20fc63 // fdiv v3.4s, v3.4s, v0.4s
	WORD $0xac810c02 // stp q2, q3, [x0], #32
	WORD $0xf1002021 // subs x1, x1, #0x8
	WORD $0x54ffff6c // b.gt <softmaxRow+0x328>
	RET

TEXT ·partitionRow(SB), NOSPLIT, $0-40
	MOVD x+0(FP), R9
	FMOVS top+8(FP), F30
	MOVD n+16(FP), R2
	MOVD block+24(FP), R3
	MOVD sums+32(FP), R4
	WORD $0x4e0407de // dup v30.4s, v30.s[0]
	WORD $0x5295476f // mov w15, #0xaa3b // #43579
	WORD $0x72a7f70f // movk w15, #0x3fb8, lsl #16
	WORD $0x4e040df0 // dup v16.4s, w15
	WORD $0x5290000f // mov w15, #0x8000 // #32768
	WORD $0x72a7e62f // movk w15, #0x3f31, lsl #16
	WORD $0x4e040df1 // dup v17.4s, w15
	WORD $0x5290106f // mov w15, #0x8083 // #32899
	WORD $0x72b72bcf // movk w15, #0xb95e, lsl #16
	WORD $0x4e040df2 // dup v18.4s, w15
	WORD $0x528d2cef // mov w15, #0x6967 // #26983
	WORD $0x72a72a0f // movk w15, #0x3950, lsl #16
	WORD $0x4e040df3 // dup v19.4s, w15
	WORD $0x528879cf // mov w15, #0x43ce // #17358
	WORD $0x72a756ef // movk w15, #0x3ab7, lsl #16
	WORD $0x4e040df4 // dup v20.4s, w15
	WORD $0x5291210f // mov w15, #0x8908 // #35080
	WORD $0x72a7810f // movk w15, #0x3c08, lsl #16
	WORD $0x4e040df5 // dup v21.4s, w15
	WORD $0x5295382f // mov w15, #0xa9c1 // #43457
	WORD $0x72a7a54f // movk w15, #0x3d2a, lsl #16
	WORD $0x4e040df6 // dup v22.4s, w15
	WORD $0x5295554f // mov w15, #0xaaaa // #43690
	WORD $0x72a7c54f // movk w15, #0x3e2a, lsl #16
	WORD $0x4e040df7 // dup v23.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a7e00f // movk w15, #0x3f00, lsl #16
	WORD $0x4e040df8 // dup v24.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a7f00f // movk w15, #0x3f80, lsl #16
	WORD $0x4e040df9 // dup v25.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72b855cf // movk w15, #0xc2ae, lsl #16
	WORD $0x4e040dfa // dup v26.4s, w15
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72a8560f // movk w15, #0x42b0, lsl #16
	WORD $0x4e040dfb // dup v27.4s, w15
	WORD $0x4f0307fc // movi v28.4s, #0x7f
	WORD $0x4f000400 // movi v0.4s, #0x0
	WORD $0x4f000401 // movi v1.4s, #0x0
	WORD $0xaa0303e5 // mov x5, x3
	WORD $0xad400d22 // ldp q2, q3, [x9]
	WORD $0x4ebed442 // fsub v2.4s, v2.4s, v30.4s
	WORD $0x4ebed463 // fsub v3.4s, v3.4s, v30.4s
	WORD $0x6e3ae444 // fcmge v4.4s, v2.4s, v26.4s
	WORD $0x4ebbc442 // fminnm v2.4s, v2.4s, v27.4s
	WORD $0x6e30dc45 // fmul v5.4s, v2.4s, v16.4s
	WORD $0x4e2188a5 // frintn v5.4s, v5.4s
	WORD $0x4ea21c46 // mov v6.16b, v2.16b
	WORD $0x4eb1cca6 // fmls v6.4s, v5.4s, v17.4s
	WORD $0x4eb2cca6 // fmls v6.4s, v5.4s, v18.4s
	WORD $0x4eb31e67 // mov v7.16b, v19.16b
	WORD $0x4eb41e82 // mov v2.16b, v20.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb51ea2 // mov v2.16b, v21.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb61ec2 // mov v2.16b, v22.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb71ee2 // mov v2.16b, v23.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x4eb81f02 // mov v2.16b, v24.16b
	WORD $0x4e26cce2 // fmla v2.4s, v7.4s, v6.4s
	WORD $0x4ea21c47 // mov v7.16b, v2.16b
	WORD $0x6e26dcc2 // fmul v2.4s, v6.4s, v6.4s
	WORD $0x4e22cce6 // fmla v6.4s, v7.4s, v2.4s
	WORD $0x4e39d4c7 // fadd v7.4s, v6.4s, v25.4s
	WORD $0x4ea1b8a5 // fcvtzs v5.4s, v5.4s
	WORD $0x4ebc84a5 // add v5.4s, v5.4s, v28.4s
	WORD $0x4f3754a5 // shl v5.4s, v5.4s, #23
	WORD $0x6e25dce7 // fmul v7.4s, v7.4s, v5.4s
	WORD $0x4e241ce2 // and v2.16b, v7.16b, v4.16b
	WORD $0x6e3ae468 // fcmge v8.4s, v3.4s, v26.4s
	WORD $0x4ebbc463 // fminnm v3.4s, v3.4s, v27.4s
	WORD $0x6e30dc69 // fmul v9.4s, v3.4s, v16.4s
	WORD $0x4e218929 // frintn v9.4s, v9.4s
	WORD $0x4ea31c6a // mov v10.16b, v3.16b
	WORD $0x4eb1cd2a // fmls v10.4s, v9.4s, v17.4s
	WORD $0x4eb2cd2a // fmls v10.4s, v9.4s, v18.4s
	WORD $0x4eb31e6b // mov v11.16b, v19.16b
	WORD $0x4eb41e83 // mov v3.16b, v20.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb51ea3 // mov v3.16b, v21.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb61ec3 // mov v3.16b, v22.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb71ee3 // mov v3.16b, v23.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x4eb81f03 // mov v3.16b, v24.16b
	WORD $0x4e2acd63 // fmla v3.4s, v11.4s, v10.4s
	WORD $0x4ea31c6b // mov v11.16b, v3.16b
	WORD $0x6e2add43 // fmul v3.4s, v10.4s, v10.4s
	WORD $0x4e23cd6a // fmla v10.4s, v11.4s, v3.4s
	WORD $0x4e39d54b // fadd v11.4s, v10.4s, v25.4s
	WORD $0x4ea1b929 // fcvtzs v9.4s, v9.4s
	WORD $0x4ebc8529 // add v9.4s, v9.4s, v28.4s
	WORD $0x4f375529 // shl v9.4s, v9.4s, #23
	WORD $0x6e29dd6b // fmul v11.4s, v11.4s, v9.4s
	WORD $0x4e281d63 // and v3.16b, v11.16b, v8.16b
	WORD $0x91008129 // add x9, x9, #0x20
	WORD $0x4e22d400 // fadd v0.4s, v0.4s, v2.4s
	WORD $0x4e23d421 // fadd v1.4s, v1.4s, v3.4s
	WORD $0xf10020a5 // subs x5, x5, #0x8
	WORD $0x54fff76c // b.gt <partitionRow+0xa4>
	WORD $0x6e21d400 // faddp v0.4s, v0.4s, v1.4s
	WORD $0x6e20d400 // faddp v0.4s, v0.4s, v0.4s
	WORD $0x7e30d800 // faddp s0, v0.2s
	WORD $0xbc004480 // str s0, [x4], #4
	WORD $0xeb030042 // subs x2, x2, x3
	WORD $0x54fff64c // b.gt <partitionRow+0x98>
	RET

TEXT ·peakRow(SB), NOSPLIT, $0-24
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72bff00f // movk w15, #0xff80, lsl #16
	WORD $0x4e040dfe // dup v30.4s, w15
	WORD $0x4ebe1fdd // mov v29.16b, v30.16b
	WORD $0xaa0003e9 // mov x9, x0
	WORD $0xaa0103ea // mov x10, x1
	WORD $0xacc10520 // ldp q0, q1, [x9], #32
	WORD $0x4e20c7de // fmaxnm v30.4s, v30.4s, v0.4s
	WORD $0x4e21c7bd // fmaxnm v29.4s, v29.4s, v1.4s
	WORD $0xf100214a // subs x10, x10, #0x8
	WORD $0x54ffff8c // b.gt <peakRow+0x18>
	WORD $0x4e3dc7de // fmaxnm v30.4s, v30.4s, v29.4s
	WORD $0x6e30cbde // fmaxnmv s30, v30.4s
	WORD $0x4e0407de // dup v30.4s, v30.s[0]
	WORD $0xaa0103e3 // mov x3, x1
	WORD $0x5280000f // mov w15, #0x0 // #0
	WORD $0x72bff00f // movk w15, #0xff80, lsl #16
	WORD $0x4e040dfd // dup v29.4s, w15
	WORD $0x4e3ee7bd // fcmeq v29.4s, v29.4s, v30.4s
	WORD $0x9e6603a4 // fmov x4, d29
	WORD $0xb5000184 // cbnz x4, <peakRow+0x80>
	WORD $0xd2800003 // mov x3, #0x0 // #0
	WORD $0x3cc10400 // ldr q0, [x0], #16
	WORD $0x4e3ee400 // fcmeq v0.4s, v0.4s, v30.4s
	WORD $0x0e612800 // xtn v0.4h, v0.4s
	WORD $0x9e660004 // fmov x4, d0
	WORD $0xb5000064 // cbnz x4, <peakRow+0x74>
	WORD $0x91001063 // add x3, x3, #0x4
	WORD $0x17fffffa // b <peakRow+0x58>
	WORD $0xdac00084 // rbit x4, x4
	WORD $0xdac01084 // clz x4, x4
	WORD $0x8b441063 // add x3, x3, x4, lsr #4
	MOVD R3, ret+16(FP)
	RET
